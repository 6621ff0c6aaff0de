"""Who is asking: the tags of `SearchDocument.audience` that a reader holds."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.http import HttpRequest

from .documents import PUBLIC
from .pages import SIGNED_IN, group_tag


def audience_of(request: HttpRequest) -> tuple[str, ...]:
    """Everyone's tag, then, for who is signed in, that of people signed in and one for each of their groups.

    A superuser counts as a member of every group, since Wagtail shows them every page. Without a session cookie
    neither the session nor the database is looked at: the answer is anybody's, and may be kept by any cache.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return (PUBLIC,)
    groups = Group.objects if request.user.is_superuser else request.user.groups
    return (PUBLIC, SIGNED_IN, *map(group_tag, groups.order_by("pk").values_list("pk", flat=True)))
