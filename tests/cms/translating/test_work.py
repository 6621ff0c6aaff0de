"""The page of work: what waits, for whom, and the very sentences that changed."""

import pytest
from django.test import Client
from django.utils import timezone
from wagtail_localize.models import StringTranslation, TranslationSource

from accounts.models import User
from cms.models import ContentPage, HomePage
from tests.support.french import french
from tests.support.sql import recorded_sql

from .bench import WORK, Bench, job, read, words

TITLE = "Un accueil pour tous anglais"
NOON, ONE = "Un repas est servi à midi.", "Un repas est servi à treize heures."


@pytest.fixture(autouse=True)
def _untranslated(bench: Bench) -> None:
    page = french(HomePage).add_child(instance=ContentPage(title="Sans version", slug="sans-version"))
    page.save_revision().publish()


def test_a_page_that_changed_shows_the_old_and_the_new_sentence(bench: Bench, translator: Client) -> None:
    assert job(translator, TITLE) is None, "it is up to date"
    bench.rewrite((NOON, ONE))
    shown = job(translator, TITLE)
    assert shown
    assert "À mettre à jour, phrases traduites : 2 sur 3" in words(shown)
    assert (words(shown.find("del")), words(shown.find("ins"))) == ("[retiré : midi ]", "[ajouté : treize heures ]")
    assert [words(each) for each in shown.find_all("dd")] == [NOON, ONE, "A meal is served at noon."]
    assert shown.find("a", href=f"{bench.form}#phrase-{bench.segment(ONE).pk}")
    assert len(shown.select(".translating-sentences > li")) == 1, "what did not change is not shown"


def test_nothing_that_was_translated_is_lost(bench: Bench, translator: Client) -> None:
    before = set(StringTranslation.objects.values_list("pk", "data"))
    bench.rewrite((NOON, ONE))
    assert before <= set(StringTranslation.objects.values_list("pk", "data"))
    assert bench.translation.get_progress()[1] >= 2


def test_the_old_translation_is_proposed_and_never_published_unread(bench: Bench, translator: Client) -> None:
    bench.rewrite((NOON, ONE))
    proposed = StringTranslation.objects.get(translation_of__data=ONE)
    assert (proposed.data, proposed.has_error) == ("A meal is served at noon.", True)
    assert "La phrase a changé" in proposed.get_error()
    bench.publish_english(translator)
    assert "noon" not in words(read(translator, bench.english.url).main)
    assert bench.say(translator, ONE, "A meal is served at one o’clock.") in (200, 201)
    bench.publish_english(translator)
    assert "A meal is served at one o’clock." in words(read(translator, bench.english.url).main)
    assert job(translator, TITLE) is None


def test_a_sentence_with_nothing_in_common_is_new(bench: Bench, translator: Client) -> None:
    bench.rewrite((NOON, "Des cours de langue sont proposés aux jeunes."))
    shown = job(translator, TITLE)
    assert shown and "Phrase nouvelle : Des cours de langue" in words(shown)
    assert not StringTranslation.objects.filter(translation_of__data__startswith="Des cours").exists()


def test_all_translated_then_to_publish(bench: Bench, translator: Client) -> None:
    bench.rewrite((NOON, ONE))
    bench.say(translator, ONE, "A meal is served at one o’clock.")
    shown = job(translator, TITLE)
    assert shown and "Traduit, à publier, phrases traduites : 3 sur 3" in words(shown)


def test_a_sentence_removed_leaves_a_page_to_publish(bench: Bench, translator: Client) -> None:
    bench.rewrite((NOON, ""))
    shown = job(translator, TITLE)
    assert shown and "Traduit, à publier, phrases traduites : 2 sur 2" in words(shown)
    bench.publish_english(translator)
    assert "noon" not in words(read(translator, bench.english.url).main)
    bench.rewrite(("chaque matin.", "chaque matin.</p><p>" + NOON))
    bench.publish_english(translator)
    assert StringTranslation.objects.filter(translation_of__data=NOON, data="A meal is served at noon.").exists()


def test_what_is_begun_or_was_never_translated_comes_after_with_its_counts(bench: Bench, translator: Client) -> None:
    bench.rewrite((NOON, ONE))
    StringTranslation.objects.filter(translation_of__data__startswith="Le réseau").delete()
    page = read(translator, WORK)
    states = [words(each.strong) for each in page.select(".translating-jobs > li")]
    assert states == sorted(states, key=["À mettre à jour", "Commencé", "Jamais traduit"].index)
    assert "À mettre à jour : 1" in words(page.main)
    shown = job(translator, TITLE)
    assert shown and "phrases traduites : 1 sur 3" in words(shown)
    assert "Une personne qui a le droit" in words(page.main), "she may not begin one"


def test_everyone_sees_the_languages_they_work_in(bench: Bench, translator: Client, client: Client) -> None:
    assert [each["value"] for each in read(translator, WORK).select("#filtre-langue option")] == ["", "en"]
    client.force_login(User.objects.create_superuser("responsable"))
    assert [each["value"] for each in read(client, WORK).select("#filtre-langue option")] == ["", "fr-simple", "en"]
    assert job(client, "Sans version anglais", "?langue=en&etat=never")
    assert job(client, "Sans version anglais", "?langue=fr-simple") is None
    client.force_login(User.objects.create_user("personne"))
    assert client.get(WORK).status_code == 302
    client.logout()
    assert client.get(WORK).status_code == 302


def test_filters_choose_and_what_is_unknown_chooses_nothing(bench: Bench, translator: Client) -> None:
    bench.rewrite((NOON, ONE))
    assert {words(each.strong) for each in read(translator, f"{WORK}?etat=never").select(".translating-jobs > li")} == {
        "Jamais traduit"
    }
    kind = read(translator, WORK).find("option", string="Page libre")["value"]
    shown = read(translator, f"{WORK}?contenu={kind}&langue=en").select(".translating-jobs small")
    assert {words(each) for each in shown} == {"anglais – Page libre"}
    assert job(translator, TITLE, "?etat=%00&langue=xx&contenu=-1&p=zz")


def test_a_copy_that_stayed_late_is_read_again_by_one_click(bench: Bench, translator: Client) -> None:
    bench.rewrite((NOON, ONE))
    TranslationSource.objects.filter(pk=bench.translation.source_id).update(
        last_updated_at=timezone.datetime(2020, 1, 1, tzinfo=timezone.get_current_timezone())
    )
    shown = job(translator, TITLE)
    assert shown and "d’avant la dernière publication" in words(shown)
    answer = translator.post(shown.form["action"], follow=True)
    assert "Les traductions déjà faites sont gardées." in answer.content.decode()
    shown = job(translator, TITLE)
    assert shown and shown.form is None


def test_only_who_may_change_a_version_reads_its_page_again(bench: Bench, client: Client) -> None:
    client.force_login(User.objects.create_user("personne"))
    before = bench.translation.source.last_updated_at
    assert client.post(f"{WORK}relire/{bench.translation.source_id}/").status_code == 302
    assert bench.translation.source.last_updated_at == before


def test_a_copy_that_cannot_be_read_does_not_stop_publishing(
    bench: Bench, translator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(source: TranslationSource) -> None:
        raise KeyError("block")

    with monkeypatch.context() as patched:
        patched.setattr(TranslationSource, "update_from_db", fails)
        bench.rewrite((NOON, ONE))
    assert ONE in words(read(translator, bench.page.url).main)
    shown = job(translator, TITLE)
    assert shown and "Les phrases montrées ici sont d’avant" in words(shown)


def test_the_page_costs_the_same_whatever_changed(bench: Bench, translator: Client) -> None:
    bench.rewrite((NOON, ONE))
    read(translator, WORK)
    with recorded_sql() as before:
        read(translator, WORK)
    bench.rewrite(("chaque matin", "tous les matins"))
    read(translator, WORK)
    with recorded_sql() as after:
        read(translator, WORK)
    assert len(after) == len(before) < 40
