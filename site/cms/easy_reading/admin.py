"""Simple versions in Wagtail's admin: what to look at again, beside the standard text, and who has read them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import DateInput, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from accounts.models import User
from cms.models import EasyReading

from . import LANGUAGE
from .access import page_or_refused
from .picture_form import picture_form
from .pictures import pictures_of, placed
from .readings import holding, record
from .review import review
from .rules import ABOUT
from .sides import standard_of


class ReadingForm(ModelForm):
    class Meta:
        model = EasyReading
        fields = ["readers", "read_on"]
        widgets = {"read_on": DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    """The simple versions that this member of the staff may change, and what state each is in."""
    pages = page_permission_policy.instances_user_has_permission_for(request.user, "change")
    simple = pages.filter(locale__language_code=LANGUAGE, alias_of=None, depth__gt=1).order_by("path").specific()
    rows = [{"page": page, "reading": holding(page) if page.live else None} for page in simple]
    context = {"rows": rows, "title": _("Versions simples"), "breadcrumbs": _trail()}
    return render(request, "cms/admin/easy_reading/versions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """A simple version beside the standard text. Sent: a reading, by who may publish the page."""
    page = page_or_refused(request, pk)
    may_record = page.permissions_for_user(request.user).can_publish()
    form = ReadingForm(request.POST or None)
    if request.method == "POST":
        assert isinstance(request.user, User)
        if not may_record:
            raise PermissionDenied
        if form.is_valid():
            record(page, **form.cleaned_data, user=request.user)
            messages.success(request, _("La relecture est enregistrée. Elle vaut pour le texte d’aujourd’hui."))
            return redirect("easy_reading:version", page.pk)
    context = _told(page) | {
        "form": form,
        "may_record": may_record,
        "readings": EasyReading.objects.filter(page_id=page.pk).select_related("recorded_by"),
        "holding": holding(page.get_latest_revision_as_object()),
        "standard_page": standard_of(page),
        "title": page.get_admin_display_title(),
        "breadcrumbs": _trail(page.get_admin_display_title()),
    }
    return render(request, "cms/admin/easy_reading/version.html", context, status=422 if form.errors else 200)


@require_safe
def remarks(request: HttpRequest, pk: int) -> HttpResponse:
    """The part that a form shows, and asks again after each saving."""
    return render(request, "cms/admin/easy_reading/_remarks.html", _told(page_or_refused(request, pk)))


def _told(page: Page) -> dict[str, Any]:
    told = review(page)
    written = [" ".join(read.text for read in passage.simple) for passage in told.passages]
    pictures = placed(pictures_of(page), [text for text in written if text])
    rows = [
        {"number": number, "passage": passage, "picture": pictures.get(text), "written": bool(text)}
        for number, (passage, text) in enumerate(zip(told.passages, written, strict=True))
    ]
    bare = [row for row in rows if row["written"] and row["picture"] is None]
    return {"page": page, "review": told, "about": ABOUT, "rows": rows, "bare": bare}


def _trail(title: str = "") -> list[dict[str, str]]:
    trail = [
        {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
        {"url": reverse("easy_reading:versions") if title else "", "label": _("Versions simples")},
    ]
    return [*trail, {"url": "", "label": title}] if title else trail


urlpatterns = [
    path("", versions, name="versions"),
    path("<int:pk>/", version, name="version"),
    path("<int:pk>/remarques/", remarks, name="remarks"),
    path("<int:pk>/image/<int:number>/", picture_form, name="picture"),
]
