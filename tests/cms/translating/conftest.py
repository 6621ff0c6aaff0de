import pytest
from django.test import Client
from wagtail.models import Locale

from accounts.models import User
from cms.models import ContentPage, HomePage
from tests.support.french import french
from tests.support.translations import translate


class Bench:
    """A French page of two paragraphs and its English version, both published."""

    TEXTS = {
        "Un accueil pour tous": "A welcome for all",
        "Le réseau accueille les personnes chaque matin.": "The network welcomes people every morning.",
        "Un repas est servi à midi.": "A meal is served at noon.",
    }

    def __init__(self, commits) -> None:
        self.commits = commits
        home = french(HomePage)
        self.page = ContentPage(title="Un accueil pour tous", slug="un-accueil")
        self.page.body = [("text", f"<p>{text}</p>") for text in list(self.TEXTS)[1:]]
        home.add_child(instance=self.page)
        with commits(execute=True):
            self.page.save_revision().publish()
        for page, texts in ((home, {}), (self.page, self.TEXTS)):
            with commits(execute=True):
                translate(page, "en", texts)

    @property
    def english(self) -> ContentPage:
        return ContentPage.objects.get(
            translation_key=self.page.translation_key, locale=Locale.objects.get(language_code="en")
        )

    def rewrite(self, before: str, after: str) -> None:
        """Changes a sentence of the French page and publishes it, as an editor does."""
        page = ContentPage.objects.get(pk=self.page.pk)
        page.body = [
            {"type": block.block_type, "value": str(block.value.source).replace(before, after), "id": block.id}
            for block in page.body
        ]
        with self.commits(execute=True):
            page.save_revision().publish()


@pytest.fixture
def bench(founding: None, django_capture_on_commit_callbacks) -> Bench:
    return Bench(django_capture_on_commit_callbacks)


@pytest.fixture
def translator(client: Client, founding: None) -> Client:
    client.force_login(User.objects.create_superuser("traductrice"))
    return client
