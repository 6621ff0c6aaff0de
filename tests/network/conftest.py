from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from network.models import Organisation
from search.engines import get_engine
from search.indexing import describe
from search.registry import object_key


@pytest.fixture
def index_organisations(settings: Settings, tmp_path: Path) -> Callable[[], None]:
    """Call it to give the portal an index of this test's own, which knows every public organisation."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"

    def index() -> None:
        keys = [object_key(Organisation, pk) for pk in Organisation.objects.values_list("pk", flat=True)]
        get_engine().rebuild(describe(keys).documents)

    return index
