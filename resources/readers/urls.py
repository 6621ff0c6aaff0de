from django.urls import path

from . import views

urlpatterns = [
    path("r/merci/", views.thanks, name="thanks"),
    path("r/message-envoye/", views.asked, name="waiting_asked"),
    path("r/avis/<str:token>/", views.opinion, name="opinion"),
    path("r/confirmer/<str:token>/", views.confirm, name="waiting_confirm"),
    path("r/arreter/<str:token>/", views.stop, name="waiting_stop"),
    path("r/<slug:code>/avis/", views.useful, name="useful"),
    path("r/<slug:code>/signaler/", views.error, name="error"),
    path("r/<slug:code>/me-prevenir/", views.ask, name="wait"),
]
