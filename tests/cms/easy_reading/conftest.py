import pytest

from network.models import ProjectPage
from tests.support.french import french


@pytest.fixture
def standard(founding: None) -> ProjectPage:
    return french(ProjectPage, slug="ser-sip")


@pytest.fixture
def simple(standard: ProjectPage) -> ProjectPage:
    """The simple version of SER-SIP, which the founding content publishes."""
    return ProjectPage.objects.get(locale__language_code="fr-simple", translation_key=standard.translation_key)
