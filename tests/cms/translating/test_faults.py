"""What goes wrong around a translation: nothing is lost, and a sentence says what happened."""

import pytest
from django.test import Client
from wagtail.models import Locale, Page, PageLogEntry
from wagtail_localize.models import StringTranslation, Translation

from accounts.models import User
from cms.models import ContentPage, HomePage
from tests.support.french import french

from .bench import WORK, Bench, job, read, words

TITLE = "Un accueil pour tous anglais"
NOON, ONE = "Un repas est servi à midi.", "Un repas est servi à treize heures."
DELETED = "La page en français a été supprimée."


@pytest.fixture
def chief(client: Client, founding: None) -> Client:
    client.force_login(User.objects.create_superuser("responsable"))
    return client


def test_the_version_of_a_deleted_page_stays_and_is_edited_as_any_page(bench: Bench, chief: Client) -> None:
    english = bench.english
    bench.page.delete()
    assert not Page.objects.filter(pk=bench.pk).exists()
    shown = job(chief, "A welcome for all anglais")
    assert shown and "La page en français n’existe plus." in words(shown)
    form = read(chief, f"/admin/pages/{english.pk}/edit/")
    assert DELETED in words(form)
    assert form.select_one("[name=title]")["value"] == "A welcome for all"
    assert "A meal is served at noon." in words(read(chief, english.url).main)
    assert StringTranslation.objects.filter(data="A meal is served at noon.").exists()


def test_a_translation_whose_page_is_deleted_does_not_begin_again(bench: Bench, chief: Client) -> None:
    form = bench.form
    bench.page.delete()
    for enabled in (False, True):
        Translation.objects.filter(target_locale__language_code="en").update(enabled=enabled)
        answer = chief.post(form, {"localize-restart-translation": "1"}, follow=True)
        assert DELETED in answer.content.decode()
    assert "js-translation-editor" not in chief.get(form).content.decode()


def test_reading_a_deleted_page_again_says_that_it_is_deleted(bench: Bench, chief: Client) -> None:
    source = bench.translation.source_id
    Page.objects.filter(pk=bench.pk).update(locale=Locale.objects.get(language_code="fr-simple"))
    answer = chief.post(f"{WORK}relire/{source}/", follow=True)
    assert DELETED in answer.content.decode()
    assert chief.post(f"{WORK}relire/{10**9}/").status_code == 404


def test_a_version_deleted_by_mistake_comes_back_with_its_sentences(bench: Bench, chief: Client) -> None:
    english = Locale.objects.get(language_code="en")
    bench.english.delete()
    assert job(chief, "Un accueil pour tous anglais", "?etat=never&langue=en&p=2") or job(chief, TITLE)
    with bench.commits(execute=True):
        chief.post(f"/admin/localize/submit/page/{bench.pk}/", {"locales": [english.pk]})
    assert bench.translation.enabled
    bench.publish_english(chief)
    assert "A meal is served at noon." in words(read(chief, bench.english.url).main)


def test_a_version_follows_a_page_that_moved(bench: Bench, chief: Client) -> None:
    elsewhere = french(HomePage).add_child(instance=ContentPage(title="Ailleurs", slug="ailleurs"))
    bench.page.move(elsewhere, pos="last-child")
    bench.rewrite((NOON, ONE))
    shown = job(chief, TITLE)
    assert shown and "à treize heures" in words(shown).replace("[ajouté : treize heures ]", "treize heures")
    bench.say(chief, ONE, "A meal is served at one o’clock.")
    bench.publish_english(chief)
    assert "A meal is served at one o’clock." in words(read(chief, bench.english.url).main)


def test_a_language_that_the_portal_has_no_more_keeps_its_translations(bench: Bench, chief: Client) -> None:
    Locale.objects.filter(language_code="en").update(language_code="cy")
    page = read(chief, WORK)
    assert "traductions sont dans une langue que le portail n’a plus. Elles sont gardées" in words(page)
    assert {each["value"] for each in page.select("#filtre-langue option")} == {"", "fr-simple"}
    bench.rewrite((NOON, ONE))
    assert StringTranslation.objects.filter(data="A meal is served at noon.", has_error=False).exists()


def test_a_block_that_was_removed_keeps_its_translation(bench: Bench, translator: Client) -> None:
    bench.rewrite((f"<p>{NOON}</p>", "<p></p>"))
    assert len(bench.page.body) == 1
    bench.publish_english(translator)
    assert len(bench.english.body) == 1
    assert StringTranslation.objects.filter(data="A meal is served at noon.").exists()


def test_a_sentence_that_changes_while_it_is_translated_is_said_and_its_text_kept(
    bench: Bench, translator: Client
) -> None:
    segment = bench.segment(NOON).pk
    bench.rewrite((NOON, ONE))
    assert bench.send(translator, segment, "Lunch is served at noon.") == 409
    kept = PageLogEntry.objects.get(action="cms.translation_too_late")
    assert (kept.page_id, kept.data["text"]) == (bench.english.pk, "Lunch is served at noon.")
    history = words(read(translator, f"/admin/pages/{bench.english.pk}/history/"))
    assert "qui venait de changer ou d’être retirée : « Lunch is served at noon. »" in history


def test_two_translators_on_one_sentence_lose_nothing(bench: Bench, translator: Client, colleague: Client) -> None:
    assert bench.say(translator, NOON, "Lunch is at noon.") in (200, 201)
    assert not PageLogEntry.objects.filter(action="cms.translation_replaced").exists(), "it took nobody’s place"
    assert "traductrice traduit aussi cette page en ce moment" in words(read(colleague, bench.form))
    assert "traduit aussi" not in words(read(translator, bench.form))
    assert bench.say(colleague, NOON, "Lunch is served at midday.") == 200
    kept = PageLogEntry.objects.get(action="cms.translation_replaced")
    assert (kept.user.get_username(), kept.data["text"]) == ("collègue", "Lunch is at noon.")
    assert "qui était : « Lunch is at noon. »" in words(read(translator, f"/admin/pages/{bench.english.pk}/history/"))
    bench.say(colleague, NOON, "Lunch is served at twelve.")
    assert PageLogEntry.objects.filter(action="cms.translation_replaced").count() == 1, "one’s own is no loss"


def test_a_stranger_saves_nothing(bench: Bench, client: Client) -> None:
    stranger = User.objects.create_user("ailleurs")
    client.force_login(stranger)
    assert bench.say(client, NOON, "Nothing.") in (302, 403)
    assert bench.send(client, 10**9, "Nothing.") in (302, 403)
    assert not PageLogEntry.objects.filter(action__startswith="cms.").exists()
