"""The languages that somebody works in: those whose pages they may change."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import QuerySet
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy

from accounts.models import User


def open_languages() -> QuerySet[Locale]:
    """The languages that pages may be translated into: those of the portal but French."""
    return Locale.objects.filter(language_code__in=get_content_languages()).exclude(
        language_code=settings.LANGUAGE_CODE
    )


def languages_of(user: User) -> list[Locale]:
    """Every language but French for who may change the whole tree; else those of the trees they may change."""
    locales = open_languages().order_by("pk")
    root = Page.get_first_root_node()
    if root and page_permission_policy.user_has_permission_for_instance(user, "change", root):
        return list(locales)
    theirs = page_permission_policy.instances_user_has_permission_for(user, "change")
    return list(locales.filter(pk__in=theirs.order_by().values("locale")))


def may_change(user: User, pages: Sequence[int]) -> set[int]:
    allowed = page_permission_policy.instances_user_has_permission_for(user, "change")
    return set(allowed.filter(pk__in=pages).values_list("pk", flat=True)) if pages else set()
