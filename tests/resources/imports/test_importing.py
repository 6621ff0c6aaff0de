"""What a bibliography becomes: drafts, once, and nothing that exists is changed."""

from pathlib import Path

import pytest
from wagtail.models import Revision

from network.models import Organisation, RunState
from resources.imports import uploads
from resources.imports.describing import Describer
from resources.imports.fates import Fate
from resources.imports.records import Entry, Record
from resources.models import LibraryDocument, ResourceIndexPage, ResourcePage

from . import bibliographies
from .archives import archive, imported, pdf, report

pytestmark = pytest.mark.usefixtures("founding")


def written(folder: Path, content: str, name: str = "b.ris") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def described(**told: object) -> Record:
    record = Describer().record_of(Entry(position="ligne 1", **{"title": "Titre", "kind": "guide", **told}))
    assert isinstance(record, Record)
    return record


def test_a_bibliography_becomes_drafts(tmp_path: Path) -> None:
    run = imported(written(tmp_path, bibliographies.RIS))
    assert run.state == RunState.DONE and run.counts[Fate.READ] == run.counts[Fate.CREATED] == 2
    page = ResourcePage.objects.get(doi="10.99999/suivi.2021")
    assert not page.live and page.has_unpublished_changes and page.latest_revision
    assert page.get_parent().specific_class is ResourceIndexPage
    assert (page.kind, page.date, page.authors) == ("etude", "2021-03-15", "Exemple, Camille ; Modèle, Dominique")
    assert page.publisher == Organisation.objects.get(slug="agefiph") and page.content_language == "fr"
    assert [theme.slug for theme in page.themes.all()] == ["cooperation-acteurs"]
    assert [file.url for file in page.files.all()] == ["https://exemple.invalid/rapports/suivi-de-trois-ans"]
    told = report(run)
    assert "mot que personne ne connaît" in told and "files/12/rapport.pdf" in told and "ligne 16" in told
    draft = page.get_latest_revision_as_object()
    assert draft.summary.startswith("Ce rapport suit") and draft.files.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "created"),
    [
        ("b.bib", bibliographies.BIBTEX, 2), ("b.json", bibliographies.CSL_JSON, 2), ("b.csv", bibliographies.OWN, 1),
        ("z.csv", bibliographies.ZOTERO, 1),
    ],
)  # fmt: skip
def test_every_format_comes_in_and_the_try_says_so_before(
    tmp_path: Path, name: str, content: str, created: int
) -> None:
    path, before = written(tmp_path, content, name), ResourcePage.objects.count()
    tried = imported(path, dry_run=True)
    assert ResourcePage.objects.count() == before and tried.counts[Fate.CREATED] == created
    run = imported(path)
    assert ResourcePage.objects.count() == before + created
    assert report(run) == report(tried) and run.counts == tried.counts


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, bibliographies.RIS)
    imported(path)
    before = list(ResourcePage.objects.order_by("pk").values())
    revisions = Revision.objects.count()
    run = imported(path)
    assert run.counts[Fate.PRESENT] == 2 and Fate.CREATED not in run.counts
    assert list(ResourcePage.objects.order_by("pk").values()) == before and Revision.objects.count() == revisions


def test_what_an_editor_wrote_in_a_draft_is_known(tmp_path: Path) -> None:
    imported(written(tmp_path, bibliographies.RIS))
    page = ResourcePage.objects.get(title="Une journée en atelier")
    page.title, page.doi = "Un jour à l’atelier", "10.99999/atelier"
    page.save_revision()
    again = "TY  - VIDEO\nTI  - Encore un autre titre\nDO  - https://doi.org/10.99999/ATELIER\nER  -\n"
    assert imported(written(tmp_path, again)).counts[Fate.PRESENT] == 1
    # The negative control: another DOI is another publication.
    assert imported(written(tmp_path, again.replace("ATELIER", "AUTRE"))).counts[Fate.CREATED] == 1


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("SN  - 2-1234-5680-3", "SN  - 978-2-1234-5680-3", False),  # a wrong key is no ISBN
        ("SN  - 978-2-07-036822-8", "SN  - 2-07-036822-X", True),
        ("UR  - https://www.exemple.invalid/page/", "UR  - http://exemple.invalid/page#bas", True),
        ("UR  - https://exemple.invalid/Page", "UR  - https://exemple.invalid/page", False),
        ("UR  - https://exemple.invalid/", "UR  - https://exemple.invalid", False),
        ("DO  - 10.99999/un", "DO  - 10.99999/deux", False),
    ],
)
def test_what_makes_two_publications_the_same(tmp_path: Path, first: str, second: str, same: bool) -> None:
    both = "".join(f"TY  - BOOK\nTI  - Titre {number}\n{line}\nER  -\n" for number, line in enumerate((first, second)))
    run = imported(written(tmp_path, both))
    assert run.counts.get(Fate.REPEATED, 0) == (1 if same else 0)


def test_the_same_title_is_another_publication_in_another_year(tmp_path: Path) -> None:
    one = "TY  - BOOK\nTI  - Bilan annuel\nAU  - Exemple, Camille\nPY  - {}\nER  -\n"
    run = imported(written(tmp_path, one.format(2020) + one.format(2021) + one.format(2021).replace("Bilan", "BILAN")))
    assert (run.counts[Fate.CREATED], run.counts[Fate.REPEATED]) == (2, 1)


def test_a_bibliography_and_its_files(tmp_path: Path) -> None:
    path = archive(
        tmp_path,
        {
            "export/b.ris": bibliographies.RIS.encode(), "export/files/12/rapport.pdf": pdf(),
            "export/files/13/autre.pdf": pdf("autre"), "__MACOSX/x": b"", "export/.DS_Store": b"",
        },
    )  # fmt: skip
    tried = imported(path, dry_run=True)
    assert not LibraryDocument.objects.exists()
    run = imported(path)
    assert run.counts == tried.counts and run.counts[Fate.FILE] == run.counts[Fate.FILE_UNUSED] == 1
    page = ResourcePage.objects.get(doi="10.99999/suivi.2021")
    document, link = page.files.all()
    assert document.label == "rapport" and document.document.file_size == len(pdf()) and link.url
    assert document.document.get_file_hash() and document.document.filename == "rapport.pdf"


def test_a_file_that_is_refused_leaves_its_publication(tmp_path: Path) -> None:
    table = bibliographies.OWN.replace("guide.pdf|annexe.odt", "guide.exe|guide.pdf")
    run = imported(archive(tmp_path, {"b.csv": table.encode(), "guide.exe": b"MZ", "guide.pdf": pdf()}))
    assert (run.counts[Fate.CREATED], run.counts[Fate.FILE], run.counts[Fate.FILE_REFUSED]) == (1, 1, 1)
    assert "guide.exe" in report(run) and LibraryDocument.objects.count() == 1


def test_files_alone_become_a_draft_each(tmp_path: Path) -> None:
    files = {"Livret_d-accueil.pdf": pdf(), "2/Même contenu.pdf": pdf(), "notes.exe": b"MZ"}
    run = imported(archive(tmp_path, files), kind="outil")
    assert (run.counts[Fate.CREATED], run.counts[Fate.REPEATED], run.counts[Fate.REFUSED]) == (1, 1, 1)
    page = ResourcePage.objects.get(kind="outil", live=False)
    assert page.title == "Même contenu" and page.files.get().document.title == page.title
    again = imported(archive(tmp_path, files), kind="outil")
    assert again.counts[Fate.PRESENT] == 2 and LibraryDocument.objects.count() == 1


def test_a_folder_comes_in_without_its_links(tmp_path: Path) -> None:
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(pdf("secret"))
    folder = tmp_path / "lot"
    folder.mkdir()
    (folder / "un.pdf").write_bytes(pdf())
    (folder / "lien.pdf").symlink_to(secret)
    run = imported(folder)
    assert (run.counts[Fate.CREATED], run.counts[Fate.FILE_REFUSED]) == (1, 1) and "renvoi" in report(run)
    # The negative control: the file itself comes in.
    (folder / "lien.pdf").unlink()
    secret.rename(folder / "lien.pdf")
    assert imported(folder).counts[Fate.CREATED] == 1


def test_what_is_no_bibliography_is_refused(tmp_path: Path) -> None:
    run = imported(written(tmp_path, "Bonjour", "lettre.txt"))
    assert run.state == RunState.FAILED and "ni une bibliographie" in run.problem
    both = archive(tmp_path, {"a.ris": bibliographies.RIS.encode(), "b.bib": bibliographies.BIBTEX.encode()})
    assert "plusieurs bibliographies" in imported(both).problem


def test_json_that_breaks_is_refused_whole(tmp_path: Path) -> None:
    run = imported(written(tmp_path, bibliographies.CSL_JSON.replace('"rien"', "rien"), "b.json"))
    assert run.state == RunState.FAILED and "ligne " in run.problem and not run.counts


def test_a_bibliography_is_one_whatever_its_name(tmp_path: Path) -> None:
    run = imported(written(tmp_path, bibliographies.RIS, "export.txt"))
    assert run.counts[Fate.CREATED] == 2


def test_a_table_beside_a_bibliography_is_a_document(tmp_path: Path) -> None:
    files = {"b.ris": bibliographies.RIS.replace("12/rapport.pdf", "t.csv").encode(), "files/t.csv": b"titre;x\na;b\n"}
    run = imported(archive(tmp_path, files))
    assert run.counts[Fate.FILE] == 1 and run.counts[Fate.CREATED] == 2
    # Sent as one file among several, it is none either.
    alone = imported(archive(tmp_path, {"t.csv": b"titre;x\nc;d\n"}), kind="outil")
    assert alone.counts[Fate.FILE] == 1 and ResourcePage.objects.get(kind="outil", live=False).title == "t"


def test_an_address_is_kept_as_it_is() -> None:
    address = "https://exemple.invalid/a?x=1&copy=2&amp=3"
    assert described(urls=(address,)).url == address


def test_nothing_stays_of_a_publication_that_could_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    path = archive(tmp_path, {"un.pdf": pdf()})
    with monkeypatch.context() as patch:
        patch.setattr(ResourcePage, "save_revision", lambda *_args, **_kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            imported(path)
    assert not LibraryDocument.objects.exists() and not [
        each for each in settings.MEDIA_ROOT.rglob("*") if each.is_file()
    ]
    # The negative control: without the fault, the file is there.
    imported(path)
    assert [each.name for each in settings.MEDIA_ROOT.rglob("*.pdf")] == ["un.pdf"]


def test_no_temporary_file_stays(tmp_path: Path, settings) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "temporary")
    (tmp_path / "temporary").mkdir()
    imported(archive(tmp_path, {"un.pdf": pdf(), "deux.exe": b"MZ"}))
    assert not list((tmp_path / "temporary").iterdir())


def test_encodings_are_told(tmp_path: Path) -> None:
    path = tmp_path / "b.ris"
    path.write_bytes(bibliographies.RIS.encode("cp1252"))
    assert "Windows-1252" in report(imported(path, dry_run=True))
    path.write_bytes(bibliographies.RIS.encode("utf-8-sig"))
    assert "Windows-1252" not in report(imported(path, dry_run=True))


def test_titles_are_cleaned_or_refused(tmp_path: Path) -> None:
    assert described(title="Un <i>titre</i>\u202e &amp; deux\x07").title == "Un titre & deux"
    long = "TY  - BOOK\nTI  - " + "x" * 256 + "\nER  -\n"
    assert "trop long" in report(imported(written(tmp_path, long)))


def test_a_title_without_letters_comes_in(tmp_path: Path) -> None:
    imported(written(tmp_path, "TY  - BOOK\nTI  - ???\nER  -\n"))
    assert ResourcePage.objects.get(title="???").slug.startswith("ressource-")


def test_a_long_summary_is_shortened_and_kept_whole_below() -> None:
    record = described(summary="Une phrase assez longue pour compter. " * 30 + "<script>non</script>")
    assert len(record.values["summary"]) <= 400 and record.values["summary"].endswith("compter.")
    assert "<script>" not in record.values["description"] and record.values["description"].startswith("<p>Une phrase")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"date": "bientôt"}, "date"), ({"kind": "inconnu"}, "kind"), ({"publisher": "Personne"}, "publisher"),
        ({"isbn": "978-2-1234-5680-0"}, "isbn"), ({"doi": "doi"}, "doi"), ({"urls": ("javascript:x",)}, "url"),
        ({"language": "klingon"}, "content_language"), ({"licence": "libre"}, "licence"),
        ({"keywords": ("rien",)}, "themes"), ({"authors": ("Nom, Prénom",) * 60}, "authors"),
        ({"kind": "chapter", "isbn": "978-2-07-036822-8"}, "isbn"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_and_left_out(told: dict, field: str) -> None:
    record = described(**told)
    assert field in [remark.field for remark in record.remarks]
    assert len(record.values["authors"]) <= 500 and not record.url


def test_what_fits_is_not_told() -> None:
    assert not described(
        kind="guide", isbn="978-2-07-036822-8", publisher="agefiph", date="2020", language="fr"
    ).remarks


def test_a_publisher_is_known_by_its_number(tmp_path: Path) -> None:
    Organisation.objects.filter(slug="agefiph").update(siret="73282932000074")
    record = described(publisher="Un autre nom", siret="732 829 320 00074")
    assert record.values["publisher_id"] == Organisation.objects.get(slug="agefiph").pk


def test_the_checks_of_an_upload_are_those_of_an_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the form of the library's files refuses is refused here."""
    form = uploads.get_document_form(LibraryDocument, ["title", "file", "collection"])
    monkeypatch.setattr(form, "clean_file", lambda self: self.add_error("file", "Contenu refusé."), raising=False)
    monkeypatch.setattr(uploads, "get_document_form", lambda *_args: form)
    run = imported(archive(tmp_path, {"un.pdf": pdf()}))
    assert "Contenu refusé." in report(run) and run.counts[Fate.REFUSED] == 1
