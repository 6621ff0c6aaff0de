"""Who receives the difficulties that are told."""

from typing import Any

from wagtail.models import Site

from cms.models.settings import SiteSettings


def address_of(page: Any) -> str:
    """That of a declaration (an AccessibilityPage or None), else that of the portal; "" for nobody."""
    if page and page.referent_email:
        return str(page.referent_email)
    site = Site.objects.filter(is_default_site=True).first()
    return SiteSettings.for_site(site).contact_email if site else ""
