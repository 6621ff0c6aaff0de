from django.urls import path

from . import views

urlpatterns = [
    path("inscriptions/<str:token>/", views.registration, name="registration"),
]
