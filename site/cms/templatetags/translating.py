"""What is said of versions, to readers and to translators."""

from typing import Any

from django import template
from django.conf import settings
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.translating.beside import changed, others_at_work, words
from cms.translating.following import out_of_date

register = template.Library()


@register.inclusion_tag("components/version_notice.html", takes_context=True)
def version_notice(context: dict[str, Any], versions: list[dict[str, Any]]) -> dict[str, Any]:
    """That the standard page says something else since this version was published, and the way to it."""
    page = context.get("page")
    standard = next((version for version in versions if version["lang"] == settings.LANGUAGE_CODE), None)
    known = standard and isinstance(page, Page)
    return {"state": out_of_date(page) if known else None, "standard": standard}


@register.inclusion_tag("cms/admin/translating/beside.html", takes_context=True)
def beside_translation(context: dict[str, Any], translation: Translation) -> dict[str, Any]:
    """What helps to translate, above wagtail-localize's form; its script brings it to the sentence that is written."""
    return {
        "words": words(translation),
        "changed": changed(translation),
        "others": others_at_work(translation, context["request"].user),
        "language": translation.target_locale.language_code,
    }
