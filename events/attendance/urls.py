from django.urls import path

from . import views

urlpatterns = [
    path("attestations/<uuid:code>/", views.check, name="certificate"),
    path("inscriptions/<str:token>/attestation.pdf", views.download, name="certificate_pdf"),
]
