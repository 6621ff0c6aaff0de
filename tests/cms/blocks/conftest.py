import pytest
from django.test import Client

from accounts.models import User
from cms.models import ContentPage, HomePage

from .composing import make_home, make_page


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


@pytest.fixture
def page(home: HomePage) -> ContentPage:
    """A published free page."""
    return make_page(home)


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("editrice"))
    return client
