from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from django.db import connection
from wagtail.models import Page, Site

from cms.models import HomePage
from resources.models import ResourceIndexPage, ResourcePage


@pytest.fixture
def library(db: None) -> Iterator[ResourceIndexPage]:
    """The library of an empty portal."""
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Accueil", slug="accueil", headline="Accueil"))
    site = Site.objects.get(is_default_site=True)
    site.root_page = home
    site.save()
    Site.clear_site_root_paths_cache()
    index = home.add_child(instance=ResourceIndexPage(title="Ressources", slug="ressources"))
    connection.run_on_commit = []  # As if it were committed.
    yield index
    Site.clear_site_root_paths_cache()


@pytest.fixture
def resource(library: ResourceIndexPage) -> Callable[..., ResourcePage]:
    """Makes a page of the library; themes, territories and projects are lists."""
    numbers = count(1)

    def make(**values: Any) -> ResourcePage:
        number = next(numbers)
        page = ResourcePage(**{"title": f"Ressource {number}", "slug": f"ressource-{number}", "kind": "guide"} | values)
        return library.add_child(instance=page)

    return make
