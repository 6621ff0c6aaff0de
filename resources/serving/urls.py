from django.urls import path

from . import views

app_name = "library_files"
urlpatterns = [
    path("<int:number>/versions/<int:version>/<str:name>", views.version, name="version"),
    path("<int:number>/vignette.webp", views.thumbnail, name="thumbnail"),
    path("<int:number>/<str:name>", views.document, name="document"),
]
