"""What somebody does in the admin, and what is to be read there."""

from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.models import BinEntry, BinnedPage, ContentPage

Branch = dict[str, ContentPage]
InEnglish = Callable[..., Page]


def delete(admin: Client, page: Page, **said: Any) -> Any:
    """What the form of deletion sends, and where it leads."""
    return admin.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), {"leads": "nulle-part"} | said, follow=True)


def restore(admin: Client, page: Page, **said: Any) -> Any:
    """What the form of restoration sends: where it was, unless `said` otherwise."""
    binned = BinnedPage.objects.select_related("entry").filter(page=page.pk).first()
    known = {"place": binned.entry.parent_id or "", "slug": binned.entry.slug} if binned else {}
    return admin.post(reverse("cms_bin:restore", args=[page.pk]), known | said, follow=True)


def erase(admin: Client, page: Page) -> Any:
    return admin.post(reverse("cms_bin:erase", args=[BinEntry.objects.get(page=page.pk).pk]), follow=True)


def words(answer: HttpResponse) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def listing(admin: Client) -> str:
    return words(admin.get(reverse("cms_bin:index")))
