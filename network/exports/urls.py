from django.urls import path, re_path

from . import views
from .formats import FORMATS

urlpatterns = [
    re_path(rf"^annuaire/export\.(?P<extension>{'|'.join(FORMATS)})$", views.directory_file, name="directory_file"),
    re_path(
        rf"^annuaire/donnees/(?P<name>{'|'.join(views.DATA_INCLUSION)})\.json$",
        views.data_inclusion_file,
        name="data_inclusion_file",
    ),
    path("annuaire/<slug:slug>/carte.vcf", views.card, name="vcard"),
    path("donnees-ouvertes/", views.open_data, name="open_data"),
]
