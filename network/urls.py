from django.urls import include, path, re_path

from network.models import TerritoryKind

from .freshness import views as freshness
from .views import comparison, directory, territories, territory_figures

app_name = "network"
urlpatterns = [
    path("projets/comparer/", comparison.compare, name="compare"),
    path("projets/export.csv", comparison.export_csv, name="projects_csv"),
    path("projets/export.json", comparison.export_json, name="projects_json"),
    path("annuaire/proposer/", freshness.ask_place, name="freshness_ask_place"),
    path("annuaire/proposer/<str:token>/", freshness.confirm_place, name="freshness_request"),
    path("annuaire/ma-fiche/merci/", freshness.thanks, name="freshness_thanks"),
    path("annuaire/ma-fiche/message-envoye/", freshness.asked, name="freshness_asked"),
    path("annuaire/ma-fiche/<str:token>/", freshness.record, name="freshness_record"),
    path("annuaire/<slug:slug>/mettre-a-jour/", freshness.ask_link, name="freshness_ask_link"),
    path("annuaire/<slug:slug>/", directory.organisation, name="organisation"),
    path("territoires/chiffres/", territory_figures.figures, name="territory_figures"),
    path("territoires/chiffres.csv", territory_figures.export_csv, name="territory_figures_csv"),
    re_path(
        rf"^territoires/(?P<kind>{'|'.join(TerritoryKind.values)})/(?P<slug>[-a-z0-9_]+)/$",
        territories.territory,
        name="territory",
    ),
    path("", include("network.exports.urls")),
    path("", include("network.api.urls")),
]
