"""Every format is read back, and what is wrong in one publication costs the others nothing."""

from pathlib import Path

import pytest

from cms.imports.reading import Unreadable, UnreadableFile
from resources.imports import texts
from resources.imports.dates import partial_date
from resources.imports.formats import READERS, Format, looks_like
from resources.imports.kinds import kind_of
from resources.imports.records import Entry
from resources.imports.terms import language_of, licence_of
from resources.licences import Licence
from resources.models import ResourceKind

from . import bibliographies


def read(folder: Path, content: str, encoding: str = "utf-8") -> list[Entry | Unreadable]:
    path = folder / "bibliographie"
    path.write_bytes(content.encode(encoding))
    found = looks_like(path.read_bytes())
    assert found is not None
    return list(READERS[found](path))


def test_ris(tmp_path: Path) -> None:
    report, video = read(tmp_path, bibliographies.RIS)
    assert report == Entry(
        position="ligne 1",
        title="Passer de l’ESAT à l’entreprise ordinaire : un suivi de trois ans",
        kind="RPRT",
        authors=("Exemple, Camille", "Modèle, Dominique"),
        date="2021/03/15/",
        publisher="Agefiph",
        summary="Ce rapport suit trente parcours. Il dit ce qui les a facilités.",
        urls=("https://exemple.invalid/rapports/suivi-de-trois-ans",),
        doi="10.99999/suivi.2021",
        language="fr-FR",
        keywords=("Coopération entre acteurs", "mot que personne ne connaît"),
        files=("files/12/rapport.pdf",),
    )
    assert (video.position, video.title, video.authors) == (
        "ligne 16", "Une journée en atelier", ("Collectif d’exemple",),
    )  # fmt: skip


def test_a_publication_of_ris_that_is_cut_costs_the_others_nothing(tmp_path: Path) -> None:
    cut = "TY  - BOOK\nTI  - Coupé\n\n" + bibliographies.RIS.replace("TY  -", "TY -")
    broken, first, second = read(tmp_path, cut)
    assert isinstance(broken, Unreadable) and broken.position == "ligne 1" and "ER" in broken.reason
    assert isinstance(first, Entry) and isinstance(second, Entry) and first.position == "ligne 4"


def test_a_publication_of_ris_without_end_is_told(tmp_path: Path) -> None:
    endless = "TY  - BOOK\nTI  - Sans fin\n" + "suite\n" * 3_000 + "ER  -\n"
    broken, *others = read(tmp_path, endless + bibliographies.RIS)
    assert isinstance(broken, Unreadable) and "trop longue" in broken.reason and len(others) == 2


def test_bibtex(tmp_path: Path) -> None:
    report, misc = read(tmp_path, bibliographies.BIBTEX)
    assert report == Entry(
        position="ligne 4",
        title="Passer de l'ESAT à l'entreprise ordinaire",
        kind="techreport",
        authors=("Exemple, Camille", "Modèle, Dominique", "Collectif d'exemple"),
        date="2021-03",
        publisher="Agefiph",
        urls=("https://exemple.invalid/a_b%20c",),
        doi="10.99999/suivi_2021",
        language="french",
        keywords=("Coopération entre acteurs", "autre"),
        files=("files/12/rapport.pdf",),
    )
    assert (misc.title, partial_date(misc.date)) == ("50 % des parcours", "2020-05")


@pytest.mark.parametrize(
    ("broken", "word"),
    [
        ("@book{a,\n title = {Sans fin\n", "accolade"),
        ("@book{a,\n title = {Un},\n title = {Deux}}\n", "deux fois"),
        ("@book{suivi, title = {Même clé}}\n", "suivi"),
        ("@book{a, author = {Trop, De, Noms, Ici}, title = {Un}}\n", "accolade"),
    ],
)
def test_a_publication_of_bibtex_that_is_broken_costs_the_others_nothing(
    tmp_path: Path, broken: str, word: str
) -> None:
    last = f"ligne {bibliographies.BIBTEX.count(chr(10)) + 1}"
    found = read(tmp_path, bibliographies.BIBTEX + broken)
    refused = [each for each in found if isinstance(each, Unreadable)]
    assert len(refused) == 1 and word in refused[0].reason and refused[0].position == last
    assert len([each for each in found if isinstance(each, Entry)]) == 2


def test_braces_without_end_do_not_bring_the_reader_down(tmp_path: Path) -> None:
    deep = "{" * 20_000
    [entry] = read(tmp_path, f"@book{{a, title = {{{deep}Titre{'}' * 20_000}}}}}\n")
    assert isinstance(entry, Entry) and entry.title == "Titre"


def test_csl_json(tmp_path: Path) -> None:
    report, refused, film = read(tmp_path, bibliographies.CSL_JSON)
    assert (report.authors, report.date, report.doi, report.language) == (
        ("Exemple, Camille", "Collectif d’exemple"), "2022-4", "https://doi.org/10.99999/pas", "eng",
    )  # fmt: skip
    assert isinstance(refused, Unreadable) and refused.position == "notice 2"
    assert film.title == "Paroles d’apprentis"


def test_json_that_breaks_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="ligne 3"):
        read(tmp_path, bibliographies.CSL_JSON[:150])
    with pytest.raises(UnreadableFile, match="bien formé"):
        read(tmp_path, '[{"id": "1"},' + "[" * 200_000)


def test_a_number_of_json_may_be_long(tmp_path: Path) -> None:
    [entry] = read(tmp_path, f'[{{"title": {"9" * 5_000}, "issued": {{"date-parts": [[{"9" * 5_000}]]}}}}]')
    assert isinstance(entry, Entry) and entry.title == "9" * 5_000


def test_own_table(tmp_path: Path) -> None:
    guide, empty = read(tmp_path, bibliographies.OWN)
    assert guide.position == "ligne 2" and guide.kind == "guide" and guide.files == ("guide.pdf", "annexe.odt")
    assert guide.authors == ("Exemple, Camille", "Modèle, Dominique") and guide.date == "05/2020"
    assert empty.title == ""


def test_table_of_zotero(tmp_path: Path) -> None:
    [chapter] = read(tmp_path, bibliographies.ZOTERO)
    assert chapter.authors == ("Exemple, Camille", "Modèle, Dominique") and chapter.date == "12 mai 2018"
    assert chapter.keywords == ("Coopération entre acteurs", "autre") and len(chapter.files) == 2
    assert chapter.kind == "bookSection" and chapter.licence == "CC BY 4.0"


def test_a_row_that_is_too_long_is_told(tmp_path: Path) -> None:
    _guide, _empty, longer = read(tmp_path, bibliographies.OWN + ";" * 20 + "x\n")
    assert isinstance(longer, Unreadable) and "plus de cases" in longer.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("content", [bibliographies.RIS, bibliographies.BIBTEX, bibliographies.OWN])
def test_encodings(tmp_path: Path, content: str, encoding: str) -> None:
    assert read(tmp_path, content, encoding) == read(tmp_path, content)


def test_ends_of_lines_of_windows(tmp_path: Path) -> None:
    assert read(tmp_path, bibliographies.RIS.replace("\n", "\r\n")) == read(tmp_path, bibliographies.RIS)


def test_what_is_too_long_or_no_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(tmp_path, bibliographies.RIS)
    with pytest.raises(UnreadableFile, match="pas un texte"):
        read(tmp_path, bibliographies.RIS + "\0")
    monkeypatch.setattr(texts, "MOST_TEXT", 100)
    with pytest.raises(UnreadableFile, match="trop longue"):
        read(tmp_path, bibliographies.RIS)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"nom;identifiant\nA;a\n", b"{}", b"Bonjour", b"\xff\xfe\x00"])
def test_what_is_no_bibliography_is_known(content: bytes) -> None:
    assert looks_like(content) is None
    assert looks_like(bibliographies.CSL_JSON.encode()) == Format.CSL_JSON


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2019", "2019"), ("2019///", "2019"), ("2019/05//", "2019-05"), ("2019/5/12/autre", "2019-05-12"),
        ("2019-05-12T00:00:00Z", "2019-05-12"), ("12/05/2019", "2019-05-12"), ("05/2019", "2019-05"),
        ("mai 2019", "2019-05"), ("1er août 2019", "2019-08-01"), ("May 12, 2019", "2019-05-12"),
        ("juillet 2019", "2019-07"), ("2019-2020", "2019"), ("2019-05/2019-06", "2019-05"), ("2019-00-00", "2019"),
    ],
)  # fmt: skip
def test_dates(said: str, date: str) -> None:
    assert partial_date(said) == date


@pytest.mark.parametrize("said", ["", "s. d.", "2019-13", "31/02/2019", "bientôt 2019", "99999"])
def test_what_is_no_date(said: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        partial_date(said)


@pytest.mark.parametrize(
    ("word", "kind", "exact"),
    [
        ("RPRT", "etude", True), ("guide", "guide", True), ("compte rendu", "compte-rendu", True),
        ("journalArticle", "etude", False), ("motion_picture", "video", True), ("STAT", "texte-officiel", True),
        ("webpage", "dossier", False), ("", "dossier", False), ("ZZZ", "dossier", False),
    ],
)  # fmt: skip
def test_kinds(word: str, kind: str, exact: bool) -> None:
    assert kind_of(word) == (ResourceKind(kind), exact)


def test_licences_are_not_guessed() -> None:
    assert licence_of("CC BY-NC-SA 4.0") == licence_of("cc-by-nc-sa-4.0") == Licence.BY_NC_SA
    assert licence_of("https://creativecommons.org/licenses/by/4.0/deed.fr") == Licence.BY
    assert licence_of("Licence Ouverte / Open License version 2.0") == Licence.OPEN
    assert licence_of("CC0") == Licence.PUBLIC_DOMAIN
    assert licence_of("CC BY 3.0") is licence_of("CC BY") is licence_of("libre") is licence_of("CC BY-XX 4.0") is None


def test_languages() -> None:
    assert [language_of(said) for said in ("fr-CA", "Français", "eng", "en_US", "LSF")] == [
        "fr", "fr", "en", "en", "fsl",
    ]  # fmt: skip
    assert language_of("tlh") is None
