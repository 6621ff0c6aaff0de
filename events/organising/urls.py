from django.urls import path

from . import (
    announcements,
    desks,
    door,
    figures,
    importing,
    letters,
    needs,
    papers,
    people,
    person,
    recurring,
    settings,
)

app_name = "event_organising"
urlpatterns = [
    path("", desks.listing, name="desks"),
    path("ouvrir/", desks.opening, name="open"),
    path("<int:pk>/", people.people, name="people"),
    path("<int:pk>/accepter-tout/", people.approve_all, name="approve_all"),
    path("<int:pk>/reglages/", settings.settings, name="settings"),
    path("<int:pk>/messages/", announcements.announcements, name="messages"),
    path("<int:pk>/lettres/", letters.letters, name="letters"),
    path("<int:pk>/lettres/<str:kind>/", letters.letter, name="letter"),
    path("<int:pk>/chiffres/", figures.figures, name="figures"),
    path("<int:pk>/amenagements/", needs.needs, name="needs"),
    path("<int:pk>/accueil/", door.choose, name="doors"),
    path("<int:pk>/accueil/clore/", door.close, name="close"),
    path("<int:pk>/badges.pdf", papers.all_badges, name="badges"),
    path("demi-journees/<int:pk>/", door.door, name="door"),
    path("demi-journees/<int:pk>/noter/", door.mark, name="mark"),
    path("demi-journees/<int:pk>/lectures/", door.sync, name="sync"),
    path("demi-journees/<int:pk>/emargement.pdf", papers.sheet, name="sheet"),
    path("importer/", importing.importing, name="importing"),
    path("dates-suivantes/<int:pk>/", recurring.recurring, name="recurring"),
    path("personnes/<int:pk>/", person.person, name="person"),
]
