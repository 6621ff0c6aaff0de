"""Menus and breadcrumb, from the page tree."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language_info
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar
from wagtail.models import Page, Site

from cms.languages import language_code
from cms.navigation import tree_of
from editions.memory import remembered

register = template.Library()
Item = dict[str, Any]


def items(context: dict[str, Any], *, in_menus: bool) -> list[Item]:
    request = context.get("request")
    here = request.path if request else ""
    tree = tree_of(request)
    return [
        {
            "title": place.title,
            "url": place.url,
            "current": bool(place.url) and here.startswith(place.url),
            "lang": place.language if tree.home and place.language != tree.home.language else "",
        }
        for place in tree.sections
        if place.show_in_menus is in_menus
    ]


@register.inclusion_tag("components/main_menu.html", takes_context=True)
def main_menu(context: dict[str, Any]) -> dict[str, list[Item]]:
    """The sections that editors put in menus."""
    return {"items": items(context, in_menus=True)}


@register.inclusion_tag("components/footer_menu.html", takes_context=True)
def footer_menu(context: dict[str, Any]) -> dict[str, list[Item]]:
    """The other pages under the home page: legal notices, contact, site map…"""
    return {"items": items(context, in_menus=False)}


@register.inclusion_tag("components/breadcrumb.html", takes_context=True)
def breadcrumb(context: dict[str, Any]) -> dict[str, list[Item]]:
    """From the home page to here.

    A page of the tree finds its own way. A view gives `section` (the page type it belongs to), `trail` (list of
    (title, url) between the section and here) and `here` (its own title).
    """
    request = context.get("request")
    tree = tree_of(request)
    home = tree.home
    if home is None:
        return {"items": []}
    page = context.get("page")
    above: list[tuple[str, str | None]] = [(home.title, home.url)]
    if isinstance(page, Page):
        if page.pk == home.pk:
            return {"items": []}
        # A section is right under the home page, and most pages right under a section.
        section = tree.section_above(page)
        if section:
            above.append((section.title, section.url))
        elif page.depth > home.depth + 1:
            ancestors = page.get_ancestors().filter(depth__gt=home.depth)
            above += [(ancestor.title, ancestor.get_url(request)) for ancestor in ancestors]
        here = page.title
    else:
        section = tree.section(context["section"]) if context.get("section") else None
        above += [(section.title, section.url)] if section else []
        above += context.get("trail", [])
        here = context.get("here", "")
    trail = [{"title": title, "url": url, "current": False} for title, url in above]
    return {"items": [*trail, {"title": here, "url": "", "current": True}]}


@register.simple_tag(takes_context=True)
def site_name(context: dict[str, Any]) -> str:
    """The name of the portal, as administrators wrote it."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    return (site.site_name if site else "") or settings.WAGTAIL_SITE_NAME


@register.simple_tag(takes_context=True)
def editors_bar(context: dict[str, Any]) -> str:
    """Wagtail's bar, for who has a session. Nothing else of a public page looks at one: the public needs none."""
    request = context.get("request")
    signed_in = request and settings.SESSION_COOKIE_NAME in request.COOKIES
    return wagtailuserbar(context) if signed_in else ""


@register.simple_tag(takes_context=True)
def translations(context: dict[str, Any]) -> list[Item]:
    """The published language versions of the page, itself included; [] when there is only one."""
    page = context.get("page")
    if not isinstance(page, Page) or page.pk is None or len(tree_of(context.get("request")).languages) < 2:
        return []
    key = page.translation_key
    versions = remembered(("cms.versions", key), lambda: list(Page.objects.filter(translation_key=key).live()))
    links = [
        {
            "label": get_language_info(language_code(version.locale_id))["name_local"].capitalize(),
            "url": version.get_url(context.get("request")),
            "full_url": version.get_full_url(context.get("request")),
            "lang": language_code(version.locale_id),
            "current": version.pk == page.pk,
        }
        for version in versions
    ]
    return links if len(links) > 1 else []
