"""Where a resource is used: the projects and events it belongs to, the reading lists and pages that send to it."""

from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, Q
from django.db.models.functions import Cast
from wagtail.models import ReferenceIndex

from cms.models import pages_of_every_type

if TYPE_CHECKING:
    from resources.models import ResourcePage


def uses_of(resource: "ResourcePage") -> list[dict[str, Any]]:
    """`{title, url, kind}` of each public page, by title; what replaces it, or is replaced, is told elsewhere."""
    references = ReferenceIndex.get_references_to(resource).exclude(model_path="replaced_by")
    # Links in texts, which Wagtail's index follows soon after. Numbers are text there, among identifiers of every kind.
    senders = references.filter(base_content_type__model="page").values_list(Cast("object_id", BigIntegerField()))
    lists = pages_of_every_type().filter(readinglistpage__entries__resource=resource.pk)
    using = Q(pk__in=senders) | Q(pk__in=lists.order_by().values("pk"))
    for linked in (resource.projects, resource.events):
        using |= Q(pk__in=linked.all().values_list("id", flat=True))
    pages = pages_of_every_type().live().public().filter(using).exclude(pk=resource.pk)
    return [
        {"title": page.title, "url": page.get_url(), "kind": page.page_type_display_name}
        for page in pages.select_related("content_type").order_by("title")
    ]
