"""Where the addresses of deleted pages lead meanwhile. Temporarily: what comes back finds its visitors again."""

from collections.abc import Callable, Iterable

from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.models import BinnedPage, BinRedirect

LeadsTo = Callable[[Page], Page | None]


def address_of(page: Page) -> str:
    """The path of a page on its site, "" when it has none."""
    parts = page.get_url_parts()
    return (parts[2] or "") if parts else ""


def lead(binned: Iterable[BinnedPage], target: Page) -> None:
    """Have the addresses of these pages, and those that led to them already, lead to `target`."""
    site = target.get_url_parts()[0]
    for each in binned:
        for former in Redirect.objects.filter(redirect_page=each.page_id):
            BinRedirect.objects.create(redirect=former, binned=each, made=False)
        Redirect.objects.filter(redirect_page=each.page_id).update(redirect_page=target)
        path = Redirect.normalise_path(each.address) if each.address else ""
        # Where somebody already said where it leads once nothing is there, they are obeyed.
        if not path or Redirect.objects.filter(Q(site=site) | Q(site=None), old_path=path).exists():
            continue
        redirect = Redirect.objects.create(old_path=path, site_id=site, redirect_page=target, is_permanent=False)
        BinRedirect.objects.create(redirect=redirect, binned=each, made=True)


def take_back(binned: Iterable[BinnedPage]) -> None:
    """The redirects made for these pages go; the others lead to them again."""
    for kept in BinRedirect.objects.filter(binned__in=binned).select_related("redirect"):
        if kept.made:
            kept.redirect.delete()
        else:
            Redirect.objects.filter(pk=kept.redirect_id).update(redirect_page=kept.binned_id)
            kept.delete()


def follow(binned: BinnedPage, page: Page) -> None:
    """A page that comes back somewhere else is still found where it was."""
    now = address_of(page)
    if not binned.address or not now or binned.address == now:
        return
    path, site = Redirect.normalise_path(binned.address), page.get_url_parts()[0]
    if not Redirect.objects.filter(Q(site=site) | Q(site=None), old_path=path).exists():
        Redirect.objects.create(old_path=path, site_id=site, redirect_page=page, automatically_created=True)


def make_permanent(binned: Iterable[BinnedPage]) -> None:
    """What is erased will not come back: search engines may forget its addresses."""
    made = BinRedirect.objects.filter(binned__in=binned, made=True).values("redirect")
    Redirect.objects.filter(pk__in=made).update(is_permanent=True)
