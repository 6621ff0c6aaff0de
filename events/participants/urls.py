from django.urls import path

from . import asking, changes, my_links, needs, views

urlpatterns = [
    path("inscriptions/evenement/<int:pk>/", asking.ask, name="ask"),
    path("inscriptions/evenement/<int:pk>/envoyee/", asking.sent, name="asked"),
    path("inscriptions/structures/", asking.structures_called, name="structures"),
    path("inscriptions/mes-liens/", my_links.ask, name="my_links"),
    path("inscriptions/mes-liens/envoyes/", my_links.sent, name="links_sent"),
    path("inscriptions/<str:token>/", views.registration, name="registration"),
    path("inscriptions/<str:token>/invitation.ics", views.invitation, name="invitation"),
    path("inscriptions/<str:token>/accepter/", changes.accept, name="accept"),
    path("inscriptions/<str:token>/renoncer/", changes.give_up, name="give_up"),
    path("inscriptions/<str:token>/modifier/", changes.change, name="change"),
    path("inscriptions/<str:token>/ceder/", changes.hand_over, name="hand_over"),
    path("inscriptions/<str:token>/ce-nest-pas-moi/", changes.not_me, name="not_me"),
    path("inscriptions/<str:token>/amenagements/", needs.needs, name="needs"),
]
