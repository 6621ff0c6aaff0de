"""What readers are told of a version whose standard page has changed."""

from collections.abc import Callable

from django.test import Client

from network.models import ProjectPage
from tests.support.french import french

from .bench import Bench, read, words


def notice(client: Client, address: str) -> str:
    found = read(client, address).find(class_="version-notice")
    return words(found) if found else ""


def test_a_version_says_that_the_french_page_changed_until_it_follows(
    bench: Bench, translator: Client, client: Client
) -> None:
    assert notice(client, bench.english.url) == ""
    bench.rewrite(("à midi", "à treize heures"))
    shown = read(client, bench.english.url)
    assert shown.html["lang"] == "en"
    link = shown.find(class_="version-notice").a
    assert (link["href"], link["hreflang"]) == (bench.page.url, "fr")
    assert notice(client, bench.page.url) == "", "the standard page has nothing to say"
    bench.say(translator, "Un repas est servi à treize heures.", "A meal is served at one o’clock.")
    assert notice(client, bench.english.url), "translated is not published"
    bench.publish_english(translator)
    assert notice(client, bench.english.url) == ""


def test_a_french_page_published_again_with_the_same_words_changed_nothing(bench: Bench, client: Client) -> None:
    bench.rewrite()
    assert notice(client, bench.english.url) == ""


def test_a_draft_of_the_french_page_is_no_change(bench: Bench, client: Client) -> None:
    page = bench.page
    page.title = "Un autre titre"
    page.save_revision()
    assert notice(client, bench.english.url) == ""


def test_a_version_of_a_page_that_is_withdrawn_sends_nobody_to_it(bench: Bench, client: Client) -> None:
    bench.rewrite(("à midi", "à treize heures"))
    bench.page.unpublish()
    assert notice(client, bench.english.url) == ""


def test_a_simple_version_says_it_in_french(
    founding: None, client: Client, django_capture_on_commit_callbacks: Callable
) -> None:
    standard = french(ProjectPage, slug="ser-sip")
    simple = ProjectPage.objects.get(locale__language_code="fr-simple", translation_key=standard.translation_key)
    assert notice(client, simple.url) == ""
    standard.summary = "Une phrase toute nouvelle."
    with django_capture_on_commit_callbacks(execute=True):
        standard.save_revision().publish()
    assert "la page en français a changé depuis" in notice(client, simple.url)
