"""Where a resource is used: the projects and events it belongs to, the reading lists and pages that send to it."""

from typing import TYPE_CHECKING, Any

from wagtail.models import Page, ReferenceIndex

if TYPE_CHECKING:
    from resources.models import ResourcePage


def uses_of(resource: "ResourcePage") -> list[dict[str, Any]]:
    """`{title, url, kind}` of each public page, by title; what replaces it, or is replaced, is told elsewhere."""
    references = ReferenceIndex.get_references_to(resource).exclude(model_path="replaced_by")
    senders = references.filter(base_content_type__model="page").values_list("object_id", flat=True)
    numbers = set(map(int, senders))
    numbers |= {page.pk for linked in (resource.projects, resource.events) for page in linked.all()}
    pages = Page.objects.live().public().filter(pk__in=numbers - {resource.pk}).select_related("content_type")
    return [
        {"title": page.title, "url": page.get_url(), "kind": page.page_type_display_name}
        for page in pages.order_by("title")
    ]
