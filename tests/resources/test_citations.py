"""Citations say what the record says, in every format, whatever an editor wrote."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import SeparateCoAuthors
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from network.models import TerritoryKind
from resources.citations.apa import apa_html, apa_text
from resources.citations.bibtex import bibtex
from resources.citations.csl_json import csl_item
from resources.citations.kinds import names_of
from resources.citations.ris import ris
from resources.citations.work import Name, Work, named, one_line
from resources.licences import Licence
from resources.models import LibraryDocument, ResourceFile, ResourceKind, ResourcePage
from tests.network.factories import OrganisationFactory, TerritoryFactory

Make = Callable[..., ResourcePage]

HOSTILE = [
    r"Étude {ouverte & 100 % \input{/etc/passwd} #1 $x_2^3$ ~",
    "}}, author = {Pirate}, x = {{",
    "Titre\r\nTY  - BOOK\r\nER  - \r\n",
    "</cite><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "\x00nul\x1b\u2028ligne\x85",
    "Guide “d’accueil” – 2ᵉ édition 🎓",
    "@comment{x} @string{jan = y}",
    "a and b",
]
every_title = pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))


def work(**values: object) -> Work:
    known = {
        "code": "0123abcd", "kind": "guide", "kind_label": "guide", "title": "Accueillir un salarié", "authors": (),
        "date": "", "announced": False, "publisher": "", "summary": "", "isbn": "", "doi": "", "language": "fr",
        "licence": "", "url": "https://passerelles.example/r/0123abcd",
    }  # fmt: skip
    return Work(**known | values)


def people(*written: str) -> tuple[Name, ...]:
    return tuple(named(each) for each in written)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"authors": people("Martin, Jean-Pierre"), "date": "2020-07-01", "publisher": "Agefiph"},
            "Martin, J.-P. (2020, 1er juillet). Accueillir un salarié [Guide]. Agefiph. {url}",
        ),
        (
            {"authors": people("Martin, Anne Marie", "Collectif Emploi", "Le Goff, É."), "date": "2020-07"},
            "Martin, A. M., Collectif Emploi et Le Goff, É. (2020, juillet). Accueillir un salarié [Guide]. {url}",
        ),
        ({"publisher": "Agefiph", "date": "2020"}, "Agefiph. (2020). Accueillir un salarié [Guide]. {url}"),
        (
            {"publisher": "Agefiph", "authors": people("Agefiph")},
            "Agefiph. (s. d.). Accueillir un salarié [Guide]. {url}",
        ),
        ({"announced": True}, "Accueillir un salarié [Guide]. (à paraître). {url}"),
        ({"title": "Et après ?", "doi": "10.1000/x<y"}, "Et après ? [Guide]. (s. d.). https://doi.org/10.1000/x<y"),
        (
            {"authors": people(*(f"N{number}, P" for number in range(21))), "date": "2020"},
            f"{', '.join(f'N{number}, P.' for number in range(19))}… N20, P. (2020). Accueillir un salarié [Guide]. "
            "{url}",
        ),
    ],
)
def test_apa_in_french(values: dict[str, object], expected: str) -> None:
    cited = work(**values)
    assert apa_text(cited) == expected.format(url=cited.url)
    assert BeautifulSoup(apa_html(cited), "html.parser").text == apa_text(cited)


def test_the_day_is_french_whatever_the_language_of_the_page() -> None:
    with override("en"):
        assert "(2020, 31 juillet)" in apa_text(work(date="2020-07-31"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Martin, Jean", Name("Martin", "Jean")),
        ("Collectif Emploi", Name("Collectif Emploi")),
        (" , Jean", Name("Jean")),
        ("Martin,", Name("Martin")),
        ("Martin, Jean, fils", Name("Martin", "Jean, fils")),
    ],
)
def test_a_comma_tells_a_person_from_a_group(written: str, expected: Name) -> None:
    assert named(written) == expected


def read_bibtex(text: str) -> list[bibtexparser.model.Entry]:
    library = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors()])
    assert not library.failed_blocks and len(library.blocks) == len(library.entries)
    return library.entries


def fields_of(entry: bibtexparser.model.Entry) -> dict[str, Any]:
    return {field.key: field.value for field in entry.fields}


@every_title
def test_bibtex_is_read_back(title: str) -> None:
    shown = one_line(title)
    cited = work(
        title=shown, authors=(*people("Martin, Jean"), Name(shown)), date="2020-07", publisher=shown, summary=shown
    )
    [entry] = read_bibtex(bibtex(cited))
    assert (entry.entry_type, entry.key) == ("techreport", "passerelles-0123abcd")
    fields = fields_of(entry)
    assert decoded(fields["title"]) == decoded(fields["abstract"]) == decoded(fields["institution"]) == bare(shown)
    assert [decoded(name) for name in fields["author"]] == ["Martin,Jean", bare(shown)]
    assert (fields["year"], fields["url"]) == ("2020", cited.url)
    assert "input{" not in bibtex(cited).replace(r"\textbackslash{}input\textbraceleft{}", "")


def decoded(latex: str) -> str:
    """The text behind LaTeX, `bare`: the reader knows neither the commands of braces nor which circumflex is meant."""
    return bare(LatexNodes2Text().latex_to_text(latex).replace("ˆ", "^"))


def bare(text: str) -> str:
    return re.sub(r"[\s{}]+", "", text)


def read_ris(text: str) -> dict[str, object]:
    [entry] = rispy.loads(text)
    return entry


@every_title
def test_ris_is_read_back(title: str) -> None:
    shown = one_line(title)
    text = ris(work(title=title, authors=(Name(shown), Name("Martin", "Jean")), date="2020-07-31", isbn="2070612759"))
    assert text.endswith("ER  - \r\n") and "\n" not in text.replace("\r\n", "")
    entry = read_ris(text)
    assert (entry["type_of_reference"], entry["title"]) == ("BOOK", " ".join(title.split()))
    assert entry["authors"] == [shown, "Martin, Jean"]
    assert (entry["year"], entry["date"], entry["issn"]) == ("2020", "2020/07/31/", "2070612759")
    assert entry["urls"] == ["https://passerelles.example/r/0123abcd"]


def test_a_line_break_in_ris_would_make_another_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the reader sees without the protection: otherwise the test above could not fail."""
    broken = ris(work(title="Titre X")).replace("Titre X", HOSTILE[2])
    assert len(rispy.loads(broken)) != 1 or rispy.loads(broken)[0]["title"] != "Titre X"


texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).map(one_line).filter(bool)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=texts, author=texts, publisher=texts)
def test_any_text_stays_in_its_field(title: str, author: str, publisher: str) -> None:
    cited = work(title=title, authors=(named(author),), publisher=publisher, summary=title, date="2020")
    [entry] = read_bibtex(bibtex(cited))
    names = ["title", "author", "institution", "type", "year", "url", "language", "abstract"]
    assert list(fields_of(entry)) == names
    assert read_ris(ris(cited))["publisher"] == publisher
    assert BeautifulSoup(apa_html(cited), "html.parser").cite.text == title


@pytest.mark.parametrize("kind", ResourceKind.values)
def test_every_kind_has_a_type_in_every_format(kind: str) -> None:
    cited = work(kind=kind)
    assert read_ris(ris(cited))["type_of_reference"] == names_of(kind, "").ris
    assert read_bibtex(bibtex(cited))[0].entry_type == names_of(kind, "").bibtex
    assert names_of(kind, "2070612759").csl == ("motion_picture" if kind == "video" else "book")


def test_csl_json() -> None:
    cited = work(
        authors=people("Martin, Jean", "Collectif"), date="2020-07", publisher="Agefiph", doi="10.1000/1", isbn="1"
    )
    assert csl_item(cited) == {
        "id": "passerelles-0123abcd",
        "type": "book",
        "title": "Accueillir un salarié",
        "author": [{"family": "Martin", "given": "Jean"}, {"literal": "Collectif"}],
        "issued": {"date-parts": [[2020, 7]]},
        "publisher": "Agefiph",
        "genre": "guide",
        "ISBN": "1",
        "DOI": "10.1000/1",
        "URL": "https://passerelles.example/r/0123abcd",
        "language": "fr",
    }


@pytest.mark.parametrize(
    ("extension", "content_type", "beginning"),
    [
        ("bib", "application/x-bibtex; charset=utf-8", "@techreport{"),
        ("ris", "application/x-research-info-systems; charset=utf-8", "TY  - RPRT\r\n"),
        ("json", "application/vnd.citationstyles.csl+json; charset=utf-8", "[\n"),
    ],
)
def test_files_of_the_citation(
    client: Client, resource: Make, extension: str, content_type: str, beginning: str
) -> None:
    page = resource()
    answer = client.get(f"{page.permanent_path}/citation.{extension}")
    assert (answer.status_code, answer["Content-Type"]) == (200, content_type)
    assert answer.content.decode().startswith(beginning)
    assert answer["Content-Disposition"] == f'attachment; filename="{page.code}.{extension}"'
    assert answer["Cache-Control"] == "public, max-age=300" and not answer.cookies


@pytest.fixture
def full(resource: Make) -> ResourcePage:
    page = resource(
        title='Accueillir "tous" <b>& chacun</b>', kind="etude", date="2020-07-31", summary="En bref",
        authors="Martin, Jean-Pierre; Collectif Emploi", publisher=OrganisationFactory(name="Agefiph"),
        doi="10.1000/182", licence=Licence.BY,
        territories=[TerritoryFactory(kind=TerritoryKind.REGION, name="Normandie")],
    )  # fmt: skip
    document = LibraryDocument.objects.create(title="x", file=ContentFile(b"%PDF-1.7", "guide.pdf"))
    page.files.add(ResourceFile(label="Le guide", document=document))
    page.save()
    return page


@pytest.fixture
def shown(client: Client, full: ResourcePage) -> BeautifulSoup:
    return BeautifulSoup(client.get(full.get_url()).content, "html.parser")


def metas(page: BeautifulSoup, name: str) -> list[str]:
    return [str(meta["content"]) for meta in page.head.find_all("meta", attrs={"name": name})]


def test_the_page_offers_its_citation(shown: BeautifulSoup, full: ResourcePage) -> None:
    section = shown.find(id="citer").parent
    assert section.p.text.startswith("Martin, J.-P. et Collectif Emploi. (2020, 31 juillet). Accueillir")
    assert section.find("button")["data-copy"] == section.p.text
    links = [link["href"] for link in section.ul.find_all("a")]
    assert links == [f"/r/{full.code}/citation.{extension}" for extension in ("bib", "ris", "json")]
    assert not section.find_all(["b", "script"])


def test_the_page_tells_reference_managers(shown: BeautifulSoup, full: ResourcePage) -> None:
    assert metas(shown, "citation_title") == [full.title] == metas(shown, "DC.title")
    assert metas(shown, "citation_author") == ["Martin, Jean-Pierre", "Collectif Emploi"] == metas(shown, "DC.creator")
    assert metas(shown, "citation_publication_date") == ["2020/07/31"]
    assert metas(shown, "citation_technical_report_institution") == ["Agefiph"]
    assert metas(shown, "citation_doi") == ["10.1000/182"]
    [pdf] = metas(shown, "citation_pdf_url")
    assert pdf.startswith("http://localhost/documents/") and pdf.endswith("/guide.pdf")
    assert metas(shown, "DC.coverage") == ["Normandie (région)"]
    assert metas(shown, "DC.rights") == [str(Licence.BY.label), Licence.BY.url]
    assert metas(shown, "DC.identifier") == [f"http://localhost/r/{full.code}", "https://doi.org/10.1000/182"]


def test_the_page_holds_an_openurl(shown: BeautifulSoup, full: ResourcePage) -> None:
    told = parse_qs(shown.find("span", class_="Z3988")["title"])
    assert (told["rft.title"], told["rft.au"]) == ([full.title], ["Martin, Jean-Pierre", "Collectif Emploi"])
    assert told["rft_id"] == ["info:doi/10.1000/182", f"http://localhost/r/{full.code}"]


def test_the_page_tells_search_engines(shown: BeautifulSoup) -> None:
    data = json.loads(shown.find("script", type="application/ld+json").string)
    assert (data["@type"], data["datePublished"], data["license"]) == ("Report", "2020-07-31", Licence.BY.url)
    assert [author["@type"] for author in data["author"]] == ["Person", "Organization"]
    assert data["publisher"]["name"] == "Agefiph"


def test_what_is_withdrawn_gives_no_file(client: Client, full: ResourcePage) -> None:
    full.status = "retire"
    full.save()
    assert b"citation_pdf_url" not in client.get(full.get_url()).content
