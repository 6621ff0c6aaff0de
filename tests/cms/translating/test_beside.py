"""What stands beside the form of a translation."""

from collections.abc import Callable

from django.test import Client

from cms.models import GlossaryTerm
from cms.translating.beside import words as words_of

from .bench import Bench, read, words


def test_the_words_of_the_glossary_stand_with_the_sentences_that_say_them(bench: Bench, translator: Client) -> None:
    GlossaryTerm.objects.create(term="accueil", slug="accueil", definition="Le premier rendez-vous.")
    GlossaryTerm.objects.create(term="absent", slug="absent", definition="Nulle part ici.")
    beside = read(translator, bench.form).select_one(".translating-aside")
    assert "Le premier rendez-vous." in words(beside)
    assert "Nulle part ici." not in words(beside)
    assert beside.dl["data-beside"] == str(bench.segment("Un accueil pour tous").pk)


def test_the_sentences_that_changed_stand_beside_too(bench: Bench, translator: Client) -> None:
    assert "ont changé" not in words(read(translator, bench.form))
    bench.rewrite(("à midi", "à treize heures"))
    beside = read(translator, bench.form).select_one(".translating-aside")
    assert "1 phrase a changé" in words(beside)
    changed = bench.segment("Un repas est servi à treize heures.").pk
    assert beside.select(f'[data-beside="{changed}"] ins')
    assert beside.find("a", href=f"#phrase-{changed}")


def test_a_long_glossary_costs_nothing_more(
    bench: Bench, translator: Client, django_assert_num_queries: Callable
) -> None:
    translation = bench.translation
    GlossaryTerm.objects.bulk_create(
        GlossaryTerm(term=f"mot{number}", slug=f"mot{number}", definition="Un mot.") for number in range(500)
    )
    words_of(translation)
    with django_assert_num_queries(2):  # the mark of the edition, the segments
        words_of(translation)
