from django.urls import include, path, re_path

from . import views
from .citations.files import FILES
from .oai.views import repository

app_name = "resources"
urlpatterns = [
    path("r/<slug:code>", views.permanent, name="permanent"),
    path("", include("resources.readers.urls")),
    re_path(rf"^r/(?P<code>[-\w]+)/citation\.(?P<extension>{'|'.join(FILES)})$", views.citation, name="citation"),
    path("ressources/catalogue.jsonld", views.catalogue, name="catalogue"),
    path("oai", repository, name="oai"),
]
