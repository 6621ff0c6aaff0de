from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from network.models import Territory, TerritoryIndexPage
from network.territory_page import territory_context


@require_safe
def territory(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """A territory; the address of one that ended leads to what it is in today."""
    found = Territory.objects.with_ancestors().filter(kind=kind, slug=slug).first()
    if found is None:
        successor = Territory.objects.successor_of(kind, slug)
        if successor is None:
            raise Http404
        return redirect(successor, permanent=True)
    context = territory_context(found) | {
        "section": TerritoryIndexPage,
        "trail": [(ancestor.name, ancestor.get_absolute_url()) for ancestor in found.ancestors()],
        "here": found.name,
    }
    return render(request, "network/territory.html", context)
