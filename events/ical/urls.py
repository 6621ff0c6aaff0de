from django.urls import path

from . import views

urlpatterns = [
    path("agenda.ics", views.all_events, name="calendar"),
    path("agenda/<int:pk>.ics", views.one_event, name="event_calendar"),
]
