"""What leaves as a file comes back the same, as drafts, once; what it refers to is found by its natural key."""

import json
from pathlib import Path

import pytest
from django.apps import apps
from wagtail.models import Collection, CollectionViewRestriction, Comment, Locale, Page, PageViewRestriction

from accounts.models import User
from cms.copies.encoding import same_text
from cms.copies.fates import Fate
from cms.copies.fields import page_fields, row_fields, row_relations
from cms.copies.references import reference_of
from cms.copies.told_files import kind_of_file
from cms.models import ContentPage, HomePage, PageImport, SiteImage, Theme
from network.models import Organisation, ProjectPage
from resources.models import LibraryDocument, ReadingListPage, ResourcePage
from resources.models.reading_list import ReadingListEntry
from tests.resources.factories import library, stored
from tests.resources.imports.archives import pdf

from .files import content_of, exported, imported, members, page_below, picture, reasons, text

PAGE_TYPES = [model for model in apps.get_models() if issubclass(model, Page) and model is not Page]


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_everything_that_a_page_refers_to_has_a_natural_key(model: type[Page]) -> None:
    fields = [*page_fields(model).values()]
    for relation in row_relations(model).values():
        fields += row_fields(relation).values()
    for field in fields:
        if field.is_relation:
            target = field.related_model
            known = kind_of_file(target) or issubclass(target, Page) or reference_of(target)
            assert known, f"{model.__name__}.{field.name}: declare it in natural_references.py"


def read_again(pages: dict[object, str]) -> dict[object, str]:
    return {key: same_text(Page.objects.get(translation_key=key, locale__language_code="fr").specific) for key in pages}


@pytest.mark.usefixtures("founding")
def test_every_type_of_page_comes_back_the_same_and_once(tmp_path: Path) -> None:
    home = HomePage.objects.get(locale__language_code="fr")
    reading_list = library().add_child(instance=ReadingListPage(title="Dossier", locale=home.locale))
    reading_list.entries.add(ReadingListEntry(resource=ResourcePage.objects.first(), note="À lire", locale=home.locale))
    reading_list.save()
    below = home.get_descendants().specific()
    assert {type(page) for page in below} == set(PAGE_TYPES) - {HomePage}
    addresses = {page.translation_key: page.url_path for page in below}
    before = {page.translation_key: same_text(page) for page in below}
    path = exported(home, tmp_path)
    assert imported(path, home.get_parent()).counts == {Fate.READ: len(before) + 1, Fate.SAME: len(before) + 1}
    # What they refer to has other numbers now, so equal texts mean that pages were told apart by their keys.
    told = {name: content_of(path)[name] for name in ("pages", "references")}
    for child in home.get_children():
        child.specific.delete()
    home = HomePage.objects.get(pk=home.pk)
    tried = imported(path, home.get_parent(), dry_run=True)
    assert tried.counts[Fate.CREATED] == len(before) and home.get_children().count() == 0
    run = imported(path, home.get_parent())
    assert run.counts == tried.counts, reasons(run)
    made = home.get_descendants().specific()
    assert {page.translation_key: page.url_path for page in made} == addresses
    assert not any(page.live for page in made) and all(page.latest_revision for page in made)
    again = content_of(exported(home, tmp_path, name="again.zip"))
    for pages in (told["pages"], again["pages"]):
        for page in pages:
            page["values"] = json.loads(json.dumps(page["values"]).replace("</p> <ul> <li>", "</p><ul><li>"))
    assert [page["values"].keys() for page in again["pages"]] == [page["values"].keys() for page in told["pages"]]
    assert again["references"] == told["references"]
    assert [page["rows"] for page in again["pages"]] == [page["rows"] for page in told["pages"]]
    assert imported(path, home.get_parent()).counts[Fate.SAME] == len(before) + 1


@pytest.mark.usefixtures("founding")
def test_organisations_are_found_by_the_numbers_of_the_state_and_the_missing_are_told(tmp_path: Path) -> None:
    page = ProjectPage.objects.filter(partners__isnull=False, locale__language_code="fr").order_by("path").first()
    known, lost = [partner.organisation for partner in page.partners.all()][:2]
    Organisation.objects.filter(pk=known.pk).update(siret="73282932000074")
    path, place = exported(page, tmp_path), page.get_parent()
    page.delete()
    Organisation.objects.filter(pk=known.pk).update(slug="autre-adresse")
    Organisation.objects.filter(pk=lost.pk).update(slug="inconnue")
    tried = imported(path, place, dry_run=True)
    line = next(line for line in tried.told if lost.name in line["value"])
    assert line["fate"] == Fate.REMARK and "laissée de côté" in line["reason"]
    imported(path, place)
    made = ProjectPage.objects.get(translation_key=page.translation_key, locale=page.locale)
    partners = {partner.organisation_id for partner in made.partners.all()}
    assert known.pk in partners and lost.pk not in partners


@pytest.mark.usefixtures("founding")
def test_an_old_version_comes_as_a_draft_that_the_history_shows(tmp_path: Path) -> None:
    page = ProjectPage.objects.get(slug="pcti", locale__language_code="fr")
    page.capacity_note = "avant"
    old = page.save_revision()
    page.capacity_note = "aujourd’hui"
    page.save_revision().publish()
    count = page.revisions.count()
    path = exported(page, tmp_path, revision=old)
    assert imported(path, page.get_parent(), existing="keep").counts == {Fate.READ: 1, Fate.KEPT: 1}
    assert imported(path, page.get_parent()).counts == {Fate.READ: 1, Fate.RENEWED: 1}
    page.refresh_from_db()
    assert page.capacity_note == "aujourd’hui" and page.live and page.has_unpublished_changes
    assert page.get_latest_revision_as_object().capacity_note == "avant" and page.revisions.count() == count + 1
    assert imported(path, page.get_parent()).counts == {Fate.READ: 1, Fate.SAME: 1}
    page.get_latest_revision().publish()
    page.refresh_from_db()
    assert page.capacity_note == "avant" and page.partners.exists()


def test_another_subtree_gets_its_own_copy_once(home: HomePage, tmp_path: Path) -> None:
    page = page_below(home, "Modèle")
    child = page_below(page, "Dessous", body=[text(f'<p><a linktype="page" id="{page.pk}">haut</a></p>')])
    path, other = exported(page, tmp_path), page_below(home, "Ailleurs")
    assert imported(path, other, existing="beside").counts[Fate.CREATED] == 2
    copy = other.get_descendants().get(slug=child.slug).specific
    assert f'id="{copy.get_parent().pk}"' in copy.body[0].value.source
    assert imported(path, other, existing="beside").counts == {Fate.READ: 2, Fate.SAME: 2}
    assert imported(path, home, existing="beside").counts == {Fate.READ: 2, Fate.SAME: 2}
    assert ContentPage.objects.count() == 5


def test_pages_that_speak_of_each_other_do_afterwards(home: HomePage, tmp_path: Path) -> None:
    page = page_below(home, "Une")
    child = page_below(page, "Deux")
    link = f'<p>Voir <a linktype="page" id="{child.pk}">la suite</a></p>'
    page.body = ContentPage._meta.get_field("body").to_python([text(link)])
    page.save_revision().publish()
    path = exported(page, tmp_path)
    page.delete()
    run = imported(path, HomePage.objects.get())
    made = ContentPage.objects.get(slug="une")
    assert f'id="{made.get_children().get().pk}"' in made.get_latest_revision_as_object().body[0].value.source
    assert not run.counts.get(Fate.REMARK)


def test_pictures_and_documents_travel_once(home: HomePage, tmp_path: Path) -> None:
    image, document = picture(), stored(pdf("voyage"), "voyage.pdf")
    link = f'<p><a linktype="document" id="{document.pk}">lire</a></p>'
    body = [{"type": "figure", "value": {"image": image.pk, "alternative": "Un carré"}}, text(link)]
    page = page_below(home, "Images", body=body, share_image=image)
    path = exported(page, tmp_path)
    page.delete()
    assert imported(path, home, dry_run=True).counts[Fate.FILE_REUSED] == 2
    image.delete()
    document.delete()
    tried = imported(path, home, dry_run=True)
    assert tried.counts == {Fate.READ: 1, Fate.CREATED: 1, Fate.FILE: 2} and not SiteImage.objects.exists()
    assert imported(path, home).counts == tried.counts
    made = ContentPage.objects.get()
    assert made.share_image.credit == "Nous" and made.body[0].value["image"] == made.share_image
    assert made.body[0].value["alternative"] == "Un carré"
    assert f'id="{LibraryDocument.objects.get().pk}"' in made.body[1].value.source
    assert imported(path, home).counts == {Fate.READ: 1, Fate.SAME: 1, Fate.FILE_REUSED: 2}


def test_what_is_reserved_stays(home: HomePage, tmp_path: Path) -> None:
    collection = Collection.get_first_root_node().add_child(name="Réservée")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    document = stored(pdf("secret"), "secret.pdf", collection=collection)
    page = page_below(home, "Une", body=[text(f'<p><a linktype="document" id="{document.pk}">lire</a></p>')])
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    path = exported(page, tmp_path)
    assert not any(content.startswith(b"%PDF") for content in members(path).values())
    page.delete()
    told = reasons(imported(path, home))
    assert "réservé" in told and "qui peut la lire" in told
    assert ContentPage.objects.get().body[0].value.source == "<p>lire</p>"


def test_nothing_of_those_who_wrote_leaves(home: HomePage, tmp_path: Path) -> None:
    user = User.objects.create_user("camille.redactrice", email="camille@exemple.fr", first_name="Camille")
    page = page_below(home, "Une", owner=user)
    Comment.objects.create(page=page, user=user, text="Note interne", contentpath="title")
    page.save_revision(user=user)
    content = b"".join(members(exported(page, tmp_path)).values())
    for word in ("camille", "Camille", "Note interne"):
        assert word.encode() not in content


def test_versions_in_another_language_stay_tied(home: HomePage, tmp_path: Path) -> None:
    page = page_below(home, "Une")
    english = Locale.objects.get_or_create(language_code="en")[0]
    path = exported(page, tmp_path)
    abroad = home.copy_for_translation(english)
    run = imported(path, abroad)
    assert run.counts == {Fate.READ: 1, Fate.SAME: 1} or "autre langue" in reasons(run)


def test_what_somebody_may_not_change_is_not(home: HomePage, tmp_path: Path) -> None:
    page = page_below(home, "Une")
    path = exported(page, tmp_path)
    page.title = "Autre"
    page.locked = True
    page.save()
    page.save_revision()
    run = imported(path, home)
    assert run.counts == {Fate.READ: 1, Fate.KEPT: 1} and "verrouillée" in reasons(run)


def test_themes_are_known_by_their_address(home: HomePage) -> None:
    theme = Theme.objects.create(name="Emploi", slug="emploi")
    reference = reference_of(Theme)
    assert reference and reference.key_of(theme) == {"slug": "emploi"} and reference.find({"slug": "x"}) is None
    assert PageImport.objects.count() == 0
