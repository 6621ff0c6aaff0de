"""The screens of the referent: what readers told, and the answer that leaves from here."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.models import User
from cms.accessibility import difficulties
from cms.accessibility.referents import address_of
from cms.models import Difficulty

from .forms import AnswerForm


class _DifficultyScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    permission_policy = ModelPermissionPolicy(Difficulty)
    permission_required = "change"
    header_icon = "comment"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse("accessibility_difficulties:index"), "label": _("Difficultés signalées")}
        return [*self.breadcrumbs_items, listing]


class Listing(_DifficultyScreen, ListView):
    """`?etat=` one of the states; those still to be answered unless told."""

    template_name = "cms/admin/accessibility/difficulties.html"
    page_title = gettext_lazy("Difficultés signalées")
    paginate_by = 50
    page_kwarg = "p"

    @property
    def state(self) -> str:
        asked = self.request.GET.get("etat", "")
        return asked if asked in Difficulty.State.values else ""

    def get_queryset(self) -> QuerySet[Difficulty]:
        told = Difficulty.objects.all()
        return told.filter(state=self.state) if self.state else told.exclude(state=Difficulty.State.ANSWERED)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        choices = [("", _("à répondre")), *Difficulty.State.choices]
        reached = bool(address_of(difficulties.declaration()))
        return super().get_context_data(**kwargs) | {"choices": choices, "state": self.state, "reached": reached}


class One(_DifficultyScreen, FormView):
    """What was told, what was answered, and the form that answers."""

    form_class = AnswerForm
    template_name = "cms/admin/accessibility/difficulty.html"

    @cached_property
    def difficulty(self) -> Difficulty:
        return get_object_or_404(Difficulty.objects.select_related("answered_by"), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Signalement n° %(number)d") % {"number": self.difficulty.pk}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"difficulty": self.difficulty, "State": Difficulty.State}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("action") != "take_up":
            return super().post(request, *args, **kwargs)
        difficulties.take_up(self.difficulty)
        messages.success(request, _("Le signalement est noté « en cours »."))
        return redirect("accessibility_difficulties:one", self.difficulty.pk)

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        if not isinstance(self.request.user, User):
            raise PermissionDenied
        try:
            difficulties.answer(self.difficulty, form.cleaned_data["answer"], self.request.user, timezone.now())
        except difficulties.AlreadyAnswered:
            messages.error(self.request, _("Quelqu’un a déjà répondu : votre réponse n’est pas partie."))
        else:
            done = _("La réponse part.") if self.difficulty.email else _("Le signalement est noté comme traité.")
            messages.success(self.request, done)
        return redirect("accessibility_difficulties:one", self.difficulty.pk)

    def form_invalid(self, form: AnswerForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
