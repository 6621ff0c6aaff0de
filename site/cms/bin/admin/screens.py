"""What is in the bin, and what may be done with it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.bin.erasing import erase, kept_for
from cms.bin.place import in_bin
from cms.bin.registry import StillNeeded
from cms.bin.restoring import NotRestored, former_slug, restore, why_not
from cms.bin.standing import may_erase, may_restore, may_see
from cms.models import BinEntry, BinnedPage

from .forms import RestorationForm


class _BinScreen(WagtailAdminTemplateMixin):
    header_icon = "bin"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("cms_bin:index"), "label": _("Corbeille")}]


class Listing(_BinScreen, TemplateView):
    """What somebody may see of it, the last deleted first."""

    template_name = "cms/admin/bin/index.html"
    page_title = gettext_lazy("Corbeille")
    _AT_ONCE = 50

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        entries = BinEntry.objects.select_related("page__content_type", "page__locale", "parent", "deleted_by")
        seen = [entry for entry in entries if may_see(user, entry)]
        shown = Paginator(seen, self._AT_ONCE).get_page(self.request.GET.get("p"))
        rows = [
            {
                "entry": entry,
                "below": entry.pages.count() - 1,
                "place": place_in_words(entry),
                "until": entry.deleted_at + kept_for(),
                "may_erase": may_erase(user, entry),
            }
            for entry in shown
        ]
        context = super().get_context_data(**kwargs)
        return context | {"rows": rows, "page_obj": shown, "days": kept_for().days}


class Restore(_BinScreen, FormView):
    """What comes back, where, as what; the whole of an entry or a part of it."""

    form_class = RestorationForm
    template_name = "cms/admin/bin/restore.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        binned = BinnedPage.objects.select_related("page__locale", "entry__page", "entry__parent")
        found = binned.filter(page=kwargs["pk"]).first()
        if found is None:
            messages.error(request, _("Cette page n’est plus à la corbeille : elle a été restaurée, ou effacée."))
            return redirect("cms_bin:index")
        if not may_see(request.user, found.entry):
            raise PermissionDenied
        self.binned: BinnedPage = found
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def below(self) -> list[BinnedPage]:
        """The page and those under it, in the order of the tree."""
        pages = Page.objects.descendant_of(self.binned.page, inclusive=True)
        kept = BinnedPage.objects.filter(page__in=pages)
        return list(kept.select_related("page__content_type").order_by("page__path"))

    def get_page_title(self) -> str:
        return _("Restaurer « %(title)s »") % {"title": self.binned.page.title}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_initial(self) -> dict[str, Any]:
        place = self.binned.entry.parent
        return {"place": None if place is None or in_bin(place) else place, "slug": former_slug(self.binned)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "binned": self.binned,
            "entry": self.binned.entry,
            "is_part": self.binned.page_id != self.binned.entry.page_id,
            "place": place_in_words(self.binned.entry),
            "below": [{"binned": each, "level": each.page.depth - self.binned.page.depth} for each in self.below[1:]],
            "published": sum(each.live for each in self.below),
            "drafts": sum(not each.live for each in self.below),
            "obstacle": self._obstacle(),
            "until": self.binned.entry.deleted_at + kept_for(),
            "media": context["form"].media,
        }

    def _obstacle(self) -> str:
        """What prevents it from coming back where it was, said before anything is sent."""
        if self.request.method == "POST":
            return ""
        place = self.binned.entry.parent
        if place is None:
            return _("La page qui la contenait a été effacée : choisissez un autre endroit.")
        return why_not(self.binned, place, former_slug(self.binned))

    def form_valid(self, form: RestorationForm) -> HttpResponse:
        place = form.cleaned_data["place"]
        if not may_restore(self.request.user, self.below, place):
            form.add_error("place", _("Vous n’avez pas le droit d’ajouter, ou de publier, ces pages à cet endroit."))
            return self.form_invalid(form)
        try:
            page = restore(self.binned.page, place, form.cleaned_data["slug"], self.request.user, timezone.now())
        except NotRestored as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("« %(title)s » est restaurée.") % {"title": page.title})
        return redirect("wagtailadmin_explore", page.pk if page.numchild else place.pk)

    def form_invalid(self, form: RestorationForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class Erase(_BinScreen, TemplateView):
    """What disappears for good; sent, it has."""

    template_name = "cms/admin/bin/erase.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = BinEntry.objects.select_related("page").filter(pk=kwargs["pk"]).first()
        if found is None:
            messages.error(request, _("Ces pages ne sont plus à la corbeille : elles ont été restaurées, ou effacées."))
            return redirect("cms_bin:index")
        if not may_erase(request.user, found):
            raise PermissionDenied
        self.entry: BinEntry = found
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Effacer « %(title)s »") % {"title": self.entry.page.title}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = [each.page for each in self.entry.pages.select_related("page").order_by("page__path")]
        return super().get_context_data(**kwargs) | {"entry": self.entry, "pages": pages}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            count = erase(self.entry.pk, request.user)
        except StillNeeded as needed:
            messages.error(request, str(needed))
        else:
            sentence = ngettext("La page est effacée.", "%(count)d pages sont effacées.", count)
            messages.success(request, sentence % {"count": count})
        return redirect("cms_bin:index")


def place_in_words(entry: BinEntry) -> str:
    """« Accueil › Ressources », or why it is not told."""
    if entry.parent is None:
        return _("une page effacée depuis")
    if in_bin(entry.parent):
        return _("« %(title)s », à la corbeille aussi") % {"title": entry.parent.title}
    above = entry.parent.get_ancestors(inclusive=True).filter(depth__gt=1)
    return " › ".join(above.values_list("title", flat=True)) or _("tout en haut")
