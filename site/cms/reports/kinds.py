"""Choosing, in a report of pages, those of one type and language."""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Page

from cms.models import BasePage


def page_models() -> dict[str, type[Page]]:
    """Every type of page of the portal, by its key (`app.model`)."""
    models = [model for model in apps.get_models() if issubclass(model, BasePage) and issubclass(model, Page)]
    return {model._meta.label_lower: model for model in models}


class KindFilterSet(WagtailFilterSet):
    genre = ChoiceFilter(
        label=_("Genre"),
        choices=lambda: [(key, model._meta.verbose_name) for key, model in page_models().items()],
        method="of_kind",
    )

    def of_kind(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(content_type=ContentType.objects.get_for_model(page_models()[value]))

    class Meta:
        model = Page
        fields = ["locale"]
