from pathlib import Path

import pytest

from cms.models import HomePage

from .files import exported, page_below, portal, text


@pytest.fixture
def home(db: None) -> HomePage:
    """The home page of an empty portal."""
    return portal()


@pytest.fixture
def path(home: HomePage, tmp_path: Path) -> Path:
    """A good file, of a page that is no longer here."""
    page = page_below(home, "Une page", body=[text("<p>Un texte.</p>"), {"type": "heading", "value": "Titre"}])
    path = exported(page, tmp_path)
    page.delete()
    return path
