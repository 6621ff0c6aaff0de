import pytest

from cms.models import HomePage

from .files import portal


@pytest.fixture
def home(db: None) -> HomePage:
    """The home page of an empty portal."""
    return portal()
