"""What an editor may give that nobody expects: nothing is lost, and nothing falls."""

import pytest
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from accounts.models import User
from cms.models import ContentPage, HomePage
from tests.support.french import french

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("founding")]

SENTENCES = 5_000  # of ten words
LONG = "".join(
    f"<p>La phrase numéro {number} parle de l’emploi des personnes accompagnées.</p>" for number in range(SENTENCES)
)


def edit(client: Client, page: ContentPage, html: str) -> int:
    """Publishes `page` with this text alone; the answer's status."""
    said = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": page.summary,
            "body": streamfield([("text", rich_text(html))]),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        }
    )
    return client.post(f"/admin/pages/{page.pk}/edit/", said | {"action-publish": "action-publish"}).status_code


@pytest.fixture
def page() -> ContentPage:
    made: ContentPage = french(HomePage).add_child(instance=ContentPage(title="Essai", slug="essai"))
    return made


def test_fifty_thousand_words_are_published_read_and_edited_again(
    client: Client, admin_client: Client, page: ContentPage
) -> None:
    assert edit(admin_client, page, LONG) == 302
    text = client.get(page.url).content.decode()
    assert "La phrase numéro 0 parle" in text and f"numéro {SENTENCES - 1} parle" in text
    editor = admin_client.get(f"/admin/pages/{page.pk}/edit/")
    assert editor.status_code == 200 and f" {SENTENCES - 1} parle" in editor.content.decode()
    assert edit(admin_client, page, LONG + "<p>Et une dernière.</p>") == 302
    page.refresh_from_db()
    assert "Et une dernière." in str(page.body)


def test_two_people_edit_the_same_page_and_both_texts_are_kept(
    client: Client, admin_client: Client, page: ContentPage
) -> None:
    client.force_login(User.objects.create_superuser("camille"))
    for editor in (client, admin_client):
        assert editor.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    assert edit(client, page, "<p>Le texte de Camille.</p>") == 302
    assert edit(admin_client, page, "<p>Le texte de l’autre personne.</p>") == 302
    history = page.revisions.order_by("pk")
    assert ["Camille" in str(revision.content["body"]) for revision in history] == [True, False]
    compared = client.get(f"/admin/pages/{page.pk}/revisions/compare/{history[0].pk}...{history[1].pk}/")
    assert "Le texte de" in compared.content.decode()
    first = client.get(f"/admin/pages/{page.pk}/revisions/{history[0].pk}/revert/")
    assert "Le texte de Camille" in first.content.decode()
