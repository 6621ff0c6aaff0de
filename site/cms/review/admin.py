"""« À relire », in the admin."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_latest_str, get_user_display_name

from cms.models import ReviewTask

from .waiting import waiting_for


def may_review(request: HttpRequest) -> bool:
    """Whether something may come to be read again by this person."""
    user = request.user
    tasks = ReviewTask.objects.filter(active=True)
    return user.is_superuser or any(task.groups_of(user).exists() for task in tasks)


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What waits for this person."""
    if not may_review(request):
        raise PermissionDenied
    finder = AdminURLFinder()
    rows = []
    for state in waiting_for(request.user):
        obj = state.workflow_state.content_object
        by = state.workflow_state.requested_by
        rows.append(
            {
                "state": state,
                "title": get_latest_str(obj),
                "url": finder.get_edit_url(getattr(obj, "specific_deferred", obj)),
                "by": get_user_display_name(by) if by else "",
            }
        )
    trail = [{"url": reverse("wagtailadmin_home"), "label": _("Accueil")}, {"url": "", "label": _("À relire")}]
    context = {"rows": rows, "title": _("À relire"), "breadcrumbs": trail}
    return render(request, "cms/admin/review/waiting.html", context)


urlpatterns = [path("", listing, name="waiting")]
