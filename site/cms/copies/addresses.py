"""Pages by what somebody types in a terminal."""

from wagtail.models import Page, Site


def page_at(typed: str) -> Page | None:
    """The page of that number, or at that address of the first site, whichever its language."""
    if typed.isdecimal():
        return Page.objects.filter(pk=int(typed)).first()
    site = Site.objects.order_by("-is_default_site", "pk").first()
    if site is None:
        return None
    home = site.root_page
    path = "/".join(part for part in typed.split("/") if part)
    for translation in home.get_translations(inclusive=True).order_by("path"):
        code, _separator, rest = path.partition("/")
        below = rest if code == translation.locale.language_code else path
        if code != translation.locale.language_code and translation.pk != home.pk:
            continue
        address = f"{translation.url_path}{below}/" if below else translation.url_path
        if found := Page.objects.filter(url_path=address).first():
            return found
    return None
