"""Who may have a file: whoever may read one of the pages that give it.

A file that no published page gives is not published, though its address could be guessed: only those who may choose or
change it in the admin see it. What is not a page (a setting, a record of the directory) is read by everyone.

Files of resources are told by their rows, true at once; links in texts by Wagtail's index, which follows soon after.
"""

from collections.abc import Iterable
from enum import Enum

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction, ReferenceIndex
from wagtail.permissions import policy_registry

from resources.models import LibraryDocument, ResourcePage, ResourceStatus

_IN_THE_ADMIN = ["change", "choose", "delete"]


class Reach(Enum):
    """How far a file may go: to everyone and their caches, to who asks now, nowhere."""

    EVERYONE = "everyone"
    READER = "reader"
    NOBODY = "nobody"


def reach(document: LibraryDocument, request: HttpRequest | None = None) -> Reach:
    """How far `document` may go when `request` asks; without request, whether it may go to everyone.

    A restriction of its collection that the reader does not pass is Wagtail's to answer, before.
    """
    links = ReferenceIndex.get_references_to(document).exclude(model_path__startswith="files.")
    givers = {
        (link.base_content_type.model_class(), link.object_id) for link in links.select_related("base_content_type")
    }
    givers |= {(Page, str(number)) for number in document.resource_files.values_list("page", flat=True)}
    pages = [number for model, number in givers if model is Page]
    restrictions = list(PageViewRestriction.objects.select_related("page").prefetch_related("groups"))
    if len(pages) < len(givers) or _given(pages, restrictions):
        return Reach.READER if document.collection.get_view_restrictions() else Reach.EVERYONE
    if request and (_given(pages, [each for each in restrictions if not each.accept_request(request)])):
        return Reach.READER
    return Reach.READER if request and _works_on(request, document) else Reach.NOBODY


def _given(pages: list[str], closed: Iterable[PageViewRestriction]) -> bool:
    """Whether one of these pages is published, and under none of these restrictions."""
    shut = Q(pk__in=ResourcePage.objects.filter(status=ResourceStatus.WITHDRAWN).values("pk"))
    for restriction in closed:
        shut |= Q(path__startswith=restriction.page.path)
    return Page.objects.live().filter(pk__in=pages).exclude(shut).exists()


def _works_on(request: HttpRequest, document: LibraryDocument) -> bool:
    policy = policy_registry.get_by_type(LibraryDocument)
    return request.user.is_authenticated and policy.user_has_any_permission_for_instance(
        request.user, _IN_THE_ADMIN, document
    )
