from django.urls import path

from . import views

app_name = "accessibility"
urlpatterns = [
    path("signaler-une-difficulte/", views.tell, name="tell"),
    path("signaler-une-difficulte/merci/", views.thanks, name="thanks"),
    path("audit-accessibilite.csv", views.grid, name="grid"),
]
