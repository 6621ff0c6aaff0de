from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from . import views
from .endpoints import ENDPOINTS

urlpatterns = [
    path("api/", views.guide, name="api"),
    path("api/v1/openapi.json", views.description, name="api_description"),
    *(path(f"api/v1/{endpoint.path}", csrf_exempt(endpoint), name=endpoint.name) for endpoint in ENDPOINTS),
    # With its slash, so that an address written without one still leads to the one that exists.
    re_path(r"^api/v1/(?:.*/)?$", views.unknown),
]
