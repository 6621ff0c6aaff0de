"""What waits for those who keep the directory."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from cms.dashboard.registry import Urgency, Waiting, waits
from network.admin.follow_up import may_follow
from network.freshness.reminding import orphans
from network.imports.admin.views import may_import
from network.models import Decision, ImportConflict, OrganisationRequest, PartnerAnswer


@waits
def answers(user: Any) -> Waiting | None:
    if not may_follow(user):
        return None
    requests = OrganisationRequest.objects.filter(handled_at=None, confirmed_at__isnull=False).count()
    count = PartnerAnswer.objects.filter(handled_at=None).count() + requests
    label = ngettext(
        "%(count)d réponse ou demande à l’annuaire", "%(count)d réponses et demandes à l’annuaire", count
    ) % {"count": count}
    return Waiting(label, reverse("network_follow_up:overview"), Urgency.SOMEBODY_WAITS) if count else None


@waits
def records_to_check(user: Any) -> Waiting | None:
    count = orphans(timezone.localdate()).count() if may_follow(user) else 0
    label = ngettext("%(count)d fiche d’organisation à vérifier", "%(count)d fiches d’organisations à vérifier", count)
    url = reverse("network_follow_up:overview")
    return Waiting(label % {"count": count}, url, Urgency.WHEN_POSSIBLE) if count else None


@waits
def conflicts(user: Any) -> Waiting | None:
    count = ImportConflict.objects.filter(decision=Decision.PENDING).count() if may_import(user) else 0
    label = ngettext("%(count)d divergence à décider", "%(count)d divergences à décider", count)
    return Waiting(label % {"count": count}, reverse("imports:conflicts"), Urgency.WHEN_POSSIBLE) if count else None
