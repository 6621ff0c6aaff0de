"""Two versions of a page are compared in the words of the form."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from resources.models import ResourceIndexPage, ResourceKind, ResourcePage
from tests.cms.bin.steps import words

pytestmark = pytest.mark.django_db


def test_no_word_of_python_is_shown(client: Client) -> None:
    home = Page.objects.get(depth=2)
    library = home.add_child(instance=ResourceIndexPage(title="Ressources", slug="ressources"))
    page = library.add_child(instance=ResourcePage(title="Guide", slug="guide", kind=ResourceKind.GUIDE))
    before = page.save_revision()
    page.publics = ["actifs"]
    page.reviewed_on, page.review_every, page.show_in_menus = date(2026, 3, 2), 6, True
    page.go_live_at = datetime(2027, 3, 1, 9, tzinfo=UTC)
    after = page.save_revision()
    client.force_login(User.objects.create_superuser("administratrice"))
    compared = client.get(reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, before.pk, after.pk]))
    told = words(compared)
    for change in ("Publics: Actifs", "Relue le: 2 mars 2026", "(mois): 6", "menus: non oui", "1 mars 2027 10:00"):
        assert change in told
    table = BeautifulSoup(compared.content, "html.parser").select_one("table.listing")
    assert table and not {"None", "True", "False", "actifs"} & set(table.get_text(" ").split())
