"""Which resources the catalogue tells: what an anonymous reader finds, in the languages that are open."""

from cms.models import HomePage
from resources.models import ResourcePage
from resources.models.resource import ResourceQuerySet


def catalogued() -> ResourceQuerySet:
    """An alias is not told: it is another place of the same page."""
    open_languages = HomePage.objects.live().values("locale")
    return ResourcePage.objects.live().public().filter(alias_of=None, locale__in=open_languages)
