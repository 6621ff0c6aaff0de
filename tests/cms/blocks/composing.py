"""Pages composed of blocks, as editors send them."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.models import ContentPage, HomePage

Blocks = list[tuple[str, Any]]


def make_home() -> HomePage:
    """An empty portal's home page, at its address."""
    Locale.objects.get_or_create(language_code="fr")
    home = Page.get_first_root_node().add_child(
        instance=HomePage(title="Accueil", slug="accueil-essai", headline="Accueil", locale=Locale.get_default())
    )
    Site.objects.update(root_page=home)
    return home


def make_page(home: HomePage, body: list[dict[str, Any]] | None = None, *, live: bool = True) -> ContentPage:
    return home.add_child(instance=ContentPage(title="Une page", slug="une-page", body=body or [], live=live))


def form(body: Blocks, **more: object) -> dict[str, object]:
    """What the form of a free page sends. `more`: `action-publish`, `go_live_at`…"""
    return nested_form_data(
        {
            "title": "Une page",
            "slug": "une-page",
            "summary": "",
            "body": streamfield(body),
            "comments": inline_formset([]),
            **more,
        }
    )


def send(editor: Client, page: Page, body: Blocks, **more: object) -> Any:
    return editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(body, **more))


def text(html: str) -> str:
    """What the rich text editor sends."""
    return rich_text(html, features=["bold", "italic", "link", "document-link", "ol", "ul"])


def drafted(page: Page) -> list[dict[str, Any]]:
    """The blocks of its latest draft, as they are kept."""
    return list(Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object().body.raw_data)


def told(answer: Any) -> str:
    """What the messages at the top of an admin screen say."""
    soup = BeautifulSoup(answer.content, "html.parser")
    return " ".join(each.get_text(" ", strip=True) for each in soup.select(".messages"))


def shown(client: Client, page: Page) -> str:
    answer = client.get(page.get_url())
    assert answer.status_code == 200
    return str(answer.content.decode())
