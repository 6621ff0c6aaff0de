"""The natural keys of what every portal has: its pages, and its themes."""

from uuid import UUID

from django.db import models
from wagtail.models import Locale, Page

from cms.models import AccessibilityPage, Theme

from .references import Key, NaturalReference, leave_behind, register


def address_of(page: Page) -> str:
    """« /projets/ser-sip/ »: without the home page, that every address begins with."""
    return "/" + str(page.url_path).strip("/").partition("/")[2] + ("/" if page.depth > 2 else "")


def page_key(page: Page) -> Key:
    return {
        "key": str(page.translation_key),
        "locale": page.locale.language_code,
        "type": page.specific_class._meta.label_lower,
        "address": address_of(page),
    }


def find_page(key: Key) -> Page | None:
    """The same page, else the one of that type at that address, in that language."""
    in_language = Page.objects.filter(locale=Locale.objects.filter(language_code=key.get("locale", "")).first())
    same = in_language.filter(translation_key=uuid_or_none(key.get("key", ""))).first()
    if same is not None:
        return same
    slug = key.get("address", "").strip("/").rpartition("/")[2]
    alike = in_language.filter(slug=slug, depth__gt=2).order_by("path") if slug else []
    return next((page for page in alike if page_key(page) | {"key": ""} == key | {"key": ""}), None)


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def by_slug(model: type[models.Model]) -> NaturalReference:
    return NaturalReference(
        model,
        lambda found: {"slug": found.slug},
        lambda key: model._default_manager.filter(slug=key.get("slug", "")).first(),
    )


register(NaturalReference(Page, page_key, find_page))
register(by_slug(Theme))
# It is not published: it is where this portal's own team is written to.
leave_behind(AccessibilityPage, "referent_email")
