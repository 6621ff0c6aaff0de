"""Which places somebody may ask for, among those of an event."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from events.models import Quota

MODES = (Quota.Kind.ON_SITE, Quota.Kind.REMOTE)


class WrongPlaces(Exception):
    """These places are not to be asked for together; the message is for the person."""


def chosen(quotas: Collection[Quota], pks: Collection[int]) -> list[Quota]:
    """The places of a choice among all those of an event, that of the event itself included. Raises WrongPlaces."""
    if not set(pks) <= {quota.pk for quota in quotas}:
        raise WrongPlaces(_("Ce choix n’existe plus pour cet événement : choisissez de nouveau."))
    picked = [quota for quota in quotas if quota.pk in pks or quota.kind == Quota.Kind.EVENT]
    offered = [quota for quota in quotas if quota.kind in MODES]
    if offered and sum(quota in offered for quota in picked) != 1:
        raise WrongPlaces(_("Dites si vous venez sur place ou si vous suivez à distance."))
    workshops = [quota for quota in picked if quota.kind == Quota.Kind.WORKSHOP]
    for number, first in enumerate(workshops):
        for second in workshops[number + 1 :]:
            if _overlap(first, second):
                wrong = _("« %(first)s » et « %(second)s » ont lieu en même temps : choisissez l’un des deux.")
                raise WrongPlaces(wrong % {"first": first, "second": second})
    return picked


def _overlap(first: Quota, second: Quota) -> bool:
    if first.starts_at is None or first.ends_at is None or second.starts_at is None or second.ends_at is None:
        return False
    return first.starts_at < second.ends_at and second.starts_at < first.ends_at
