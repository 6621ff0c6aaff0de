"""What a field that proposes while one types is answered."""

from django.http import JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_KEPT = 60  # seconds


def proposed(found: list[dict[str, str]]) -> JsonResponse:
    """`found`: titles, with the kind in words if any, and the address to open; without one, the field is filled in."""
    count = len(found)
    message = ngettext("%(count)d suggestion", "%(count)d suggestions", count) % {"count": count}
    response = JsonResponse({"suggestions": found, "message": message if found else _("Aucune suggestion")})
    patch_cache_control(response, public=True, max_age=_KEPT)
    return response
