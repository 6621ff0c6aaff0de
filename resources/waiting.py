"""What waits for those who keep the library."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from cms.dashboard.registry import Urgency, Waiting, waits
from resources.due import due
from resources.models import Opinion
from resources.reports.rights import changeable, may_keep


@waits
def errors(user: Any) -> Waiting | None:
    if not may_keep(user):
        return None
    about = changeable(user).order_by().values("pk")
    count = Opinion.objects.filter(kind=Opinion.Kind.ERROR, handled_at=None, resource__in=about).count()
    label = ngettext("%(count)d erreur signalée par un lecteur", "%(count)d erreurs signalées par des lecteurs", count)
    url = f"{reverse('library_reports:avis')}?{urlencode({'kind': Opinion.Kind.ERROR, 'suite': 'a-traiter'})}"
    return Waiting(label % {"count": count}, url, Urgency.SOMEBODY_WAITS) if count else None


@waits
def resources(user: Any) -> Waiting | None:
    if not may_keep(user):
        return None
    count = due(changeable(user).filter(owner=user), timezone.localdate()).count()
    label = ngettext("%(count)d ressource à relire ou à publier", "%(count)d ressources à relire ou à publier", count)
    url = f"{reverse('library_reports:a-relire')}?{urlencode({'responsable': 'moi'})}"
    return Waiting(label % {"count": count}, url, Urgency.SOON) if count else None
