"""Putting a page in the bin, with all that is under it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.move_page import MovePageAction
from wagtail.log_actions import log
from wagtail.models import Page, Revision, Site, WorkflowState
from wagtail.signals import page_unpublished

from cms.models import BinEntry, BinnedPage
from cms.rights import what_keeps

from .addresses import LeadsTo, address_of, lead
from .place import in_bin, locked_root


class NotThrown(Exception):
    """The page stays where it is; the text is the sentence that says why."""


def nowhere(page: Page) -> None:
    """The addresses of deleted pages answer that there is nothing there."""


@transaction.atomic
def put_in_bin(page: Page, user: Any, now: datetime, leads_to: LeadsTo = nowhere) -> BinEntry:
    """Take `page` and all that is under it away from the portal, in the name of `user`; rights are the caller's to ask.

    `leads_to` gives the published page where addresses lead, for the page itself. Raises NotThrown.
    """
    root = locked_root()
    page = Page.objects.filter(pk=page.pk).first()
    if page is None or in_bin(page):
        raise NotThrown(_("Quelqu’un vient de supprimer cette page : elle est déjà à la corbeille."))
    if why := what_keeps(page):
        raise NotThrown(why)
    target = leads_to(page)
    entry = BinEntry.objects.create(
        page=page,
        parent=page.get_parent(),
        followed_by=page.get_next_sibling(),
        slug=page.slug,
        deleted_by=user,
        deleted_at=now,
    )
    binned = _remember(entry, page)
    _stop_workflows(binned)
    Revision.objects.filter(pk__in=[each.publication_id for each in binned]).update(approved_go_live_at=None)
    # Others of that name may already be in the bin.
    Page.objects.filter(pk=page.pk).update(slug=f"corbeille-{page.pk}")
    below = Page.objects.descendant_of(page, inclusive=True)
    below.update(live=False)
    page.refresh_from_db()
    MovePageAction(page, root, pos="last-child", user=user).execute(skip_permission_checks=True)
    Site.clear_site_root_paths_cache()
    if target:
        lead(binned, target)
    # Said to be gone, so that the history of the site shows it.
    log(instance=page.specific, action="cms.bin", user=user, deleted=True, title=page.title)
    for each in Page.objects.filter(pk__in=[each.page_id for each in binned if each.live]).specific():
        page_unpublished.send(sender=type(each), instance=each)
    return entry


def _remember(entry: BinEntry, page: Page) -> list[BinnedPage]:
    pages = list(Page.objects.descendant_of(page, inclusive=True).order_by("path").select_related("locale"))
    scheduled = {int(revision.object_id): revision for revision in _scheduled(pages)}
    return BinnedPage.objects.bulk_create(
        [
            BinnedPage(
                page=each,
                entry=entry,
                live=each.live,
                address=address_of(each) if each.live else "",
                publication=scheduled.get(each.pk),
                publish_at=scheduled[each.pk].approved_go_live_at if each.pk in scheduled else None,
            )
            for each in pages
        ],
        batch_size=500,
    )


def _scheduled(pages: Iterable[Page]) -> Iterable[Revision]:
    return Revision.page_revisions.filter(
        object_id__in=[str(each.pk) for each in pages], approved_go_live_at__isnull=False
    )


def _stop_workflows(binned: Iterable[BinnedPage]) -> None:
    """What was sent to be read again is not asked any more; the draft stays."""
    numbers = [str(each.page_id) for each in binned]
    page = ContentType.objects.get_for_model(Page)
    for state in WorkflowState.objects.active().filter(base_content_type=page, object_id__in=numbers):
        state.cancel()
