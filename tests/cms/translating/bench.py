"""A French page of two paragraphs and its English version, both published."""

from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client
from wagtail_localize.models import StringSegment, Translation

from cms.models import ContentPage, HomePage
from tests.support.french import french
from tests.support.translations import translate

WORK = "/admin/a-traduire/"
TEXTS = {
    "Un accueil pour tous": "A welcome for all",
    "Le réseau accueille les personnes chaque matin.": "The network welcomes people every morning.",
    "Un repas est servi à midi.": "A meal is served at noon.",
}


class Bench:
    def __init__(self, commits: Callable) -> None:
        self.commits = commits
        home = french(HomePage)
        body: Any = [("text", f"<p>{text}</p>") for text in list(TEXTS)[1:]]
        page = ContentPage(title="Un accueil pour tous", slug="un-accueil", body=body)
        home.add_child(instance=page)
        self.pk = page.pk
        with commits(execute=True):
            page.save_revision().publish()
        for each, texts in ((home, {}), (self.page, TEXTS)):
            with commits(execute=True):
                translate(each, "en", texts)

    @property
    def page(self) -> ContentPage:
        return ContentPage.objects.get(pk=self.pk)

    @property
    def english(self) -> ContentPage:
        return ContentPage.objects.get(translation_key=self.page.translation_key, locale__language_code="en")

    @property
    def translation(self) -> Translation:
        return Translation.objects.get(source__object_id=self.page.translation_key, target_locale__language_code="en")

    def segment(self, text: str) -> StringSegment:
        return StringSegment.objects.get(source=self.translation.source, string__data=text)

    def rewrite(self, *changes: tuple[str, str]) -> None:
        """Changes sentences of the French page and publishes it, as an editor does; a paragraph left empty goes."""
        page = self.page
        body: Any = []
        for block in page.body:
            text = block.value.source
            for before, after in changes:
                text = text.replace(before, after)
            body += [{"type": block.block_type, "value": text, "id": block.id}] if text != "<p></p>" else []
        page.body = body
        with self.commits(execute=True):
            page.save_revision().publish()

    def say(self, client: Client, text: str, translation: str) -> int:
        """Sends a translation as wagtail-localize's form does. Returns the status."""
        return self.send(client, self.segment(text).pk, translation)

    def send(self, client: Client, segment: int, translation: str) -> int:
        address = f"/admin/localize/translate/{self.translation.pk}/strings/{segment}/edit/"
        boundary = "limit"
        part = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="value"\r\n\r\n{translation}\r\n--{boundary}--\r\n'
        )
        return client.put(address, part, content_type=f"multipart/form-data; boundary={boundary}").status_code

    def publish_english(self, client: Client) -> None:
        with self.commits(execute=True):
            assert client.post(self.form, {"action": "publish"}).status_code == 302

    @property
    def form(self) -> str:
        return f"/admin/pages/{self.english.pk}/edit/"


def read(client: Client, address: str, follow: bool = False) -> BeautifulSoup:
    answer = client.get(address, follow=follow)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def words(soup: Tag) -> str:
    return " ".join(soup.get_text(" ").split()).replace(" ,", ",")


def job(client: Client, title: str, query: str = "") -> Tag | None:
    """What the page of work says of one page in one language: « Un accueil pour tous anglais »."""
    found = read(client, WORK + query).select(".translating-jobs > li")
    return next((each for each in found if words(each.h2).startswith(title)), None)
