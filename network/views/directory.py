from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from network.models import DirectoryPage, FormerAddress, Organisation
from network.organisation_page import organisation_context


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    organisations = Organisation.objects.public().with_places().select_related("parent", "follow_up")
    found = organisations.filter(slug=slug).first()
    if found is None:
        former = get_object_or_404(FormerAddress, slug=slug, organisation__in=organisations)
        return redirect(former.organisation, permanent=True)
    context = organisation_context(found) | {"section": DirectoryPage, "here": found.name}
    return render(request, "network/organisation.html", context)
