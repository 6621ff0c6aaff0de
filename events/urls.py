from django.urls import include, path

app_name = "events"
urlpatterns = [
    path("", include("events.ical.urls")),
    path("", include("events.attendance.urls")),
    path("", include("events.participants.urls")),
    path("", include("events.privacy.urls")),
]
