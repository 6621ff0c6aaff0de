"""Taking a page out of the bin, with all that is under it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.move_page import MovePageAction
from wagtail.log_actions import log
from wagtail.models import Page, Revision, Site
from wagtail.signals import page_published

from cms.models import BinEntry, BinnedPage

from .addresses import follow, take_back
from .place import in_bin, locked_root


class NotRestored(Exception):
    """The page stays in the bin; the text is the sentence that says why."""


def former_slug(binned: BinnedPage) -> str:
    """The last part of its address, which the page itself does not bear in the bin."""
    return binned.entry.slug if binned.entry.page_id == binned.page_id else str(binned.page.slug)


def why_not(binned: BinnedPage, place: Page, slug: str) -> str:
    """What prevents the page from coming back under `place` at that address, as a sentence; "" when nothing does."""
    page = binned.page.specific
    if in_bin(place):
        return _("« %(place)s » est aussi à la corbeille : choisissez un autre endroit, ou restaurez-la d’abord.") % {
            "place": place.title
        }
    if place.get_children().filter(slug=slug).exists():
        return _(
            "L’adresse « %(slug)s » est prise : une autre page s’y trouve maintenant. Donnez une autre adresse."
        ) % {"slug": slug}
    if not page.can_move_to(place):
        return _(
            "Une page de ce genre et de cette langue n’a pas sa place sous « %(place)s » : choisissez un autre endroit."
        ) % {"place": place.title}
    return ""


@transaction.atomic
def restore(page: Page, place: Page, slug: str, user: Any, now: datetime) -> Page:
    """Put `page` back under `place`, with all that is under it, published as it was; rights are the caller's to ask.

    Raises NotRestored.
    """
    locked_root()
    binned = BinnedPage.objects.select_related("page", "entry").filter(page=page.pk).first()
    if binned is None:
        raise NotRestored(_("Elle n’est plus à la corbeille : quelqu’un vient de la restaurer, ou de l’effacer."))
    place = Page.objects.filter(pk=place.pk).first()
    if place is None:
        raise NotRestored(_("La page où la remettre n’existe plus : choisissez un autre endroit."))
    if why := why_not(binned, place, slug):
        raise NotRestored(why)
    entry, former = binned.entry, former_slug(binned)
    below = Page.objects.descendant_of(binned.page, inclusive=True)
    back = list(BinnedPage.objects.filter(page__in=below).select_related("page"))
    live = [each.page_id for each in back if each.live]
    take_back(back)
    _plan_again(back, now)
    Page.objects.filter(pk=page.pk).update(slug=slug)
    Page.objects.filter(pk__in=live).update(live=True)
    page = Page.objects.get(pk=page.pk)
    target, position = _where(entry, page, place)
    MovePageAction(page, target, pos=position, user=user).execute(skip_permission_checks=True)
    Site.clear_site_root_paths_cache()
    if slug != former:
        _tell_drafts(page.pk, slug)
    published = {each.pk: each for each in Page.objects.filter(pk__in=live).specific()}
    for each in back:
        if each.page_id in published:
            follow(each, published[each.page_id])
    if entry.page_id == page.pk:
        entry.delete()
    else:
        BinnedPage.objects.filter(pk__in=[each.pk for each in back]).delete()
    log(instance=page.specific, action="cms.restore", user=user, title=page.title)
    for each in published.values():
        page_published.send(sender=type(each), instance=each, revision=each.live_revision)
    return Page.objects.get(pk=page.pk)


def _where(entry: BinEntry, page: Page, place: Page) -> tuple[Page, str]:
    """Before the page that followed it, if that one is still there."""
    following = entry.followed_by if entry.page_id == page.pk else None
    if following is not None and following.is_child_of(place):
        return following, "left"
    return place, "last-child"


def _plan_again(back: list[BinnedPage], now: datetime) -> None:
    """What was to be published later still is; what should have been meanwhile waits for somebody to decide."""
    for each in back:
        if each.publication_id and each.publish_at and each.publish_at > now:
            Revision.objects.filter(pk=each.publication_id).update(approved_go_live_at=each.publish_at)


def _tell_drafts(number: int, slug: str) -> None:
    """The versions that are still to come know the new address: they would bring the former one back."""
    page = Page.objects.get(pk=number)
    for revision in page.revisions.filter(pk__gte=page.live_revision_id or 0):
        revision.content["slug"] = slug
        revision.save(update_fields=["content"])
