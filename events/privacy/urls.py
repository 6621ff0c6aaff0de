from django.urls import path

from . import views

urlpatterns = [
    path("donnees-personnelles/inscriptions/", views.rights, name="rights"),
    path("mon-espace/<str:token>/", views.my_space, name="space"),
    path("mon-espace/<str:token>/donnees.json", views.my_data, name="my_data"),
    path("mon-espace/<str:token>/effacer/", views.erase_my_data, name="erase_my_data"),
]
