"""The standard text and the simple one side by side, however the version is made."""

from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from cms.easy_reading.review import review
from cms.easy_reading.sides import Passage, sides_of
from network.models import ProjectPage


def translation_of(page: Page) -> Translation:
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=page.locale)


def rewrite(page: Page, simple: str, new: str | None) -> None:
    """As the form of wagtail-localize saves one passage; None takes it away."""
    said = StringTranslation.objects.filter(locale=page.locale, data=simple)
    if new is None:
        said.delete()
    else:
        said.update(data=new)


def test_each_passage_stands_beside_what_it_rewrites(simple: ProjectPage) -> None:
    sides = sides_of(simple)
    assert sides.missing == 0
    assert not sides.apart
    assert Passage("Lever les freins", "Enlever ce qui bloque") in sides.passages
    assert not any("ser-sip" in passage.simple for passage in sides.passages), "an address is no text"


def test_a_passage_is_seen_as_it_is_being_written(simple: ProjectPage) -> None:
    rewrite(simple, "Enlever ce qui bloque", "Enlever les difficultés")
    assert Passage("Lever les freins", "Enlever les difficultés") in sides_of(simple).passages
    simple.refresh_from_db()
    assert "Enlever les difficultés" not in str(simple.objectives), "nothing is published yet"


def test_a_passage_without_words_is_still_to_rewrite(simple: ProjectPage) -> None:
    rewrite(simple, "Enlever ce qui bloque", None)
    assert sides_of(simple).missing == 1
    assert Passage("Lever les freins", "") in sides_of(simple).passages


def test_a_version_written_apart_is_told_by_its_fields(simple: ProjectPage) -> None:
    Translation.objects.filter(pk=translation_of(simple).pk).update(enabled=False)
    simple.summary = "Un service qui aide."
    simple.save_revision()
    sides = sides_of(simple)
    assert sides.apart
    [summary] = [passage for passage in sides.passages if passage.simple == "Un service qui aide."]
    assert summary.standard.startswith("Un service expérimental")


def test_a_version_outlives_the_page_it_explains(simple: ProjectPage, standard: ProjectPage) -> None:
    standard.delete()
    assert all(not passage.standard for passage in sides_of(simple).passages)
    assert review(simple).simple.words > 100


def test_the_review_says_what_is_hard_and_how_often(simple: ProjectPage) -> None:
    rewrite(simple, "Enlever ce qui bloque", "L’expérimentation ne dure pas")
    told = review(simple)
    [passage] = [each for each in told.passages if each.standard == "Lever les freins"]
    assert [finding.rule.value for finding in passage.simple[0].findings] == ["hard", "negation"]
    assert "expérimentation" in told.unexplained
    assert told.sound < told.simple.sentences
    assert dict(told.remarks)["Négation : dites plutôt ce qui est, ou ce qu’il faut faire."] == 1


def test_the_founding_versions_are_easier_than_what_they_rewrite(founding: None) -> None:
    versions = Page.objects.filter(locale__language_code="fr-simple", depth__gt=2).specific()
    assert versions.count() == 3
    for version in versions:
        told = review(version)
        assert told.sides.missing == 0, version
        assert told.simple.mean < 9, version
        assert told.simple.ease is not None and told.standard.ease is not None
        assert told.simple.ease > told.standard.ease, version
        assert told.sound / told.simple.sentences > 0.8, version
