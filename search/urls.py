from django.urls import path

from . import views
from .alerts import views as alerts

app_name = "search"
urlpatterns = [
    path("recherche/", views.results, name="results"),
    path("recherche/suggestions/", views.suggestions, name="suggestions"),
    path("recherche/lieux/", views.place_suggestions, name="places"),
    path("recherche/flux.atom", views.atom, name="feed"),
    path("recherche/export.csv", views.export_csv, name="csv"),
    path("recherche/alerte/", alerts.new, name="alert"),
    path("recherche/alerte/demandee/", alerts.asked, name="alert_asked"),
    path("recherche/alertes/confirmer/<str:token>/", alerts.confirm, name="alert_confirm"),
    path("recherche/alertes/gerer/<str:token>/", alerts.manage, name="alert_manage"),
    path("recherche/alertes/arreter/<str:token>/", alerts.stop, name="alert_stop"),
]
