from django.http import HttpRequest

from cms.navigation import tree_of
from resources.models import ResourceIndexPage


def library_path(request: HttpRequest) -> str:
    """Where the library is, wherever editors put it; the home page on a portal that has none."""
    library = tree_of(request).section(ResourceIndexPage)
    return library.url if library else "/"
