"""What waits for those who write pages, answer readers or run the portal."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from cms.dashboard.registry import Urgency, Waiting, waits
from cms.models import Difficulty
from cms.reports.comments import addressed_to, unresolved
from cms.reports.drafts import drafts
from cms.reports.failed_tasks import failed_tasks, is_administrator
from cms.reports.links import kept_by, links_of
from cms.reports.rights import changeable
from cms.reports.versions import OLDER, older_versions
from cms.review.waiting import waiting_for as reviews_waiting_for
from cms.roles.pages import page_policy
from cms.upkeep.due import LATE_AFTER, due, followed, without_keeper


def report(name: str, **chosen: str) -> str:
    """The address of a report with what is chosen of its filters."""
    address = reverse(f"cms_reports:{name}")
    return f"{address}?{urlencode(chosen)}" if chosen else address


@waits
def moderation(user: Any) -> Waiting | None:
    states = list(reviews_waiting_for(user))
    count, late = len(states), sum(state.late for state in states)
    label = ngettext(
        "%(count)d version à relire avant publication", "%(count)d versions à relire avant publication", count
    )
    more = ngettext("Dont %(count)d en retard.", "Dont %(count)d en retard.", late) % {"count": late} if late else ""
    url = reverse("review:waiting")
    return Waiting(label % {"count": count}, url, Urgency.SOMEBODY_WAITS, more) if count else None


@waits
def difficulties(user: Any) -> Waiting | None:
    if not user.has_perm("cms.change_difficulty"):
        return None
    count = Difficulty.objects.exclude(state=Difficulty.State.ANSWERED).count()
    label = ngettext("%(count)d difficulté d’accès à répondre", "%(count)d difficultés d’accès à répondre", count)
    url = reverse("accessibility_difficulties:index")
    return Waiting(label % {"count": count}, url, Urgency.SOMEBODY_WAITS) if count else None


@waits
def failures(user: Any) -> Waiting | None:
    count = failed_tasks().count() if is_administrator(user) else 0
    label = ngettext("%(count)d travail de fond en échec", "%(count)d travaux de fond en échec", count)
    return Waiting(label % {"count": count}, report("travaux-en-echec"), Urgency.SOMEBODY_WAITS) if count else None


@waits
def comments(user: Any) -> Waiting | None:
    count = addressed_to(unresolved(user), user).count()
    label = ngettext("%(count)d commentaire pour vous", "%(count)d commentaires pour vous", count)
    return (
        Waiting(label % {"count": count}, report("commentaires", pour="moi"), Urgency.SOMEBODY_WAITS) if count else None
    )


@waits
def pages_to_read(user: Any) -> Waiting | None:
    today = timezone.localdate()
    mine = followed(changeable(user)).filter(upkeep__keeper=user)
    count = due(mine, today).count()
    if not count:
        return None
    late = due(mine, today - LATE_AFTER).count()
    label = ngettext("%(count)d page à relire", "%(count)d pages à relire", count)
    more = ngettext("Dont %(count)d en retard de plus d’un mois.", "Dont %(count)d en retard de plus d’un mois.", late)
    url = report("pages-a-relire", etat="a-relire", responsable="moi")
    return Waiting(label % {"count": count}, url, Urgency.SOON, more % {"count": late} if late else "")


@waits
def broken_links(user: Any) -> Waiting | None:
    count = links_of(kept_by(user)).broken().count()
    label = ngettext("%(count)d lien mort sur vos pages", "%(count)d liens morts sur vos pages", count)
    return Waiting(label % {"count": count}, report("liens", responsable="moi"), Urgency.SOON) if count else None


@waits
def older(user: Any) -> Waiting | None:
    count = older_versions(user).count()
    label = ngettext("%(count)d traduction à revoir", "%(count)d traductions à revoir", count)
    more = _("La page française a été publiée après.")
    return Waiting(label % {"count": count}, report("versions", etat=OLDER), Urgency.SOON, more) if count else None


@waits
def pages_without_keeper(user: Any) -> Waiting | None:
    """For those who are written to when nobody answers for a page."""
    publishable = page_policy.instances_user_has_permission_for(user, "publish").order_by()
    pages = without_keeper(followed(Page.objects.filter(pk__in=publishable.values("pk"))))
    count = due(pages, timezone.localdate()).count()
    label = ngettext(
        "%(count)d page à relire n’a pas de responsable", "%(count)d pages à relire n’ont pas de responsable", count
    )
    url = report("pages-a-relire", etat="sans-responsable")
    return Waiting(label % {"count": count}, url, Urgency.WHEN_POSSIBLE) if count else None


@waits
def unpublished(user: Any) -> Waiting | None:
    count = drafts(user).filter(latest_revision__user=user).count()
    label = ngettext("%(count)d brouillon laissé sans suite", "%(count)d brouillons laissés sans suite", count)
    return (
        Waiting(label % {"count": count}, report("brouillons", auteur="moi"), Urgency.WHEN_POSSIBLE) if count else None
    )
