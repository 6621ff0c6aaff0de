"""A wrong content file is refused with its file, its line and a reason in French, and nothing at all is written."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cms.founding.reading import MAX_BYTES
from cms.models import GlossaryTerm, HomePage, Theme
from network.models import Organisation, ProjectPage, Territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(settings.FOUNDING_CONTENT, tmp_path / "content"))


def replace(path: str, before: str, after: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text = (folder / path).read_text("utf-8")
        assert before in text
        (folder / path).write_text(text.replace(before, after, 1), "utf-8")

    return change


def write(path: str, content: str | bytes) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / path).write_bytes(content if isinstance(content, bytes) else content.encode())

    return change


def line_of(folder: Path, path: str, text: str) -> int:
    return next(n for n, line in enumerate((folder / path).read_text("utf-8").split("\n"), start=1) if text in line)


def refusal(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the command says of `folder`, one problem a line; checks that it wrote nothing."""
    with pytest.raises(CommandError, match="Rien n’a été chargé"):
        call_command("load_founding_content", path=folder)
    for model in (HomePage, GlossaryTerm, Theme, Territory, Organisation, ProjectPage):
        assert not model.objects.exists()
    return capsys.readouterr().err.splitlines()


SER_SIP = "projects/ser-sip.yaml"
PCTI = "projects/pcti.yaml"
CEAISPJ = "projects/ceaispj.yaml"
RETZ = "saint-nazaire-pays-de-retz"

CASES = {
    "unknown key": (
        replace(SER_SIP, "acronym: ", "acronyme: "),
        (SER_SIP, "acronyme: "),
        "clé inconnue « acronyme ». (vouliez-vous dire « acronym » ?)",
    ),
    "unknown key of a part": (
        replace(SER_SIP, "who: ", "whom: "),
        (SER_SIP, "whom: "),
        "clé inconnue « whom ». (vouliez-vous dire « who » ?)",
    ),
    "unknown key of a block": (
        replace("pages/contact.yaml", "tone: ", "ton: "),
        ("pages/contact.yaml", "ton: "),
        "clé inconnue « ton ». (vouliez-vous dire « tone » ?)",
    ),
    "unknown territory": (
        replace(PCTI, "departement-27", "departement-2727"),
        (PCTI, "departement-2727"),
        "« territory » : territoire inconnu « departement-2727 ».",
    ),
    "unknown parent territory": (
        replace("territories.csv", "departement-44", "departement-4444"),
        ("territories.csv", "departement-4444"),
        "« parent » : territoire inconnu « departement-4444 ».",
    ),
    "unknown commune": (
        replace("territories.csv", "commune-44184", "commune-44999"),
        ("territories.csv", "commune-44999"),
        "« members » : territoire inconnu « commune-44999 ».",
    ),
    "unknown organisation": (
        replace(SER_SIP, "organisation: missions-locales", "organisation: mission-locale"),
        (SER_SIP, "organisation: mission-locale"),
        "« organisation » : organisation inconnue « mission-locale ». (vouliez-vous dire « missions-locales » ?)",
    ),
    "unknown theme": (
        replace(SER_SIP, "- maintien-emploi", "- zzz"),
        (SER_SIP, "- zzz"),
        "« themes » : thème inconnu « zzz ».",
    ),
    "unknown project": (
        replace("events/colloque-echange-pratiques.yaml", "- expertises-partagees", "- inconnu"),
        ("events/colloque-echange-pratiques.yaml", "- inconnu"),
        "« projects » : projet inconnu « inconnu ».",
    ),
    "wrong partial date": (
        replace(CEAISPJ, "2014-12-31", "2014-13-31"),
        (CEAISPJ, "2014-13-31"),
        "« end » : « 2014-13-31 » n’est pas une date.",
    ),
    "wrong date and time": (
        replace("events/colloque-echange-pratiques.yaml", "date_note: En fin de projet", "starts_at: demain"),
        ("events/colloque-echange-pratiques.yaml", "starts_at"),
        "« starts_at » : Le format de la valeur",
    ),
    "wrong choice": (
        replace(PCTI, "en-preparation", "bientot"),
        (PCTI, "bientot"),
        "« status » : « bientot » n’est pas un choix possible. Choix : en-preparation, en-cours, termine.",
    ),
    "wrong type of block": (
        replace("pages/contact.yaml", "type: heading", "type: titre"),
        ("pages/contact.yaml", "type: titre"),
        "n’est pas un choix possible",
    ),
    "missing required key": (
        replace("organisations/aramis.yaml", "kind: association\n", ""),
        ("organisations/aramis.yaml", "name: "),
        "« kind » est obligatoire.",
    ),
    "missing key of a part": (
        replace(
            SER_SIP, "  - scope: direct\n    who: Personnes en situation de handicap psychique\n", "  - scope: direct\n"
        ),
        (SER_SIP, "scope: direct"),
        "« who » est obligatoire.",
    ),
    "missing slug": (
        replace(SER_SIP, "slug: ser-sip\n", ""),
        (SER_SIP, "title: "),
        "« slug » est obligatoire.",
    ),
    "wrong slug": (
        replace(SER_SIP, "slug: ser-sip\n", "slug: ser sip\n"),
        (SER_SIP, "slug: "),
        "« slug » : ",
    ),
    "nothing where a text is due": (
        replace(SER_SIP, "acronym: SER-SIP", "acronym:"),
        (SER_SIP, "acronym:"),
        "« acronym » : un texte est attendu, pas rien.",
    ),
    "list where a text is due": (
        replace(SER_SIP, "acronym: SER-SIP", "acronym: [SER-SIP]"),
        (SER_SIP, "acronym:"),
        "« acronym » : un texte est attendu, pas une liste.",
    ),
    "text where a list is due": (
        replace(PCTI, "publics:\n", "publics: tous\nstakes_:\n"),
        (PCTI, "publics: tous"),
        "« publics » : une liste est attendue, pas « tous ».",
    ),
    "text where keys are due": (
        write("organisations/aramis.yaml", "aramis\n"),
        ("organisations/aramis.yaml", "aramis"),
        "des clés et leurs valeurs sont attendues, pas « aramis ».",
    ),
    "number that is none": (
        replace(SER_SIP, 'duration_months: "18"', "duration_months: dix-huit"),
        (SER_SIP, "dix-huit"),
        "« duration_months » : ",
    ),
    "share above the whole": (
        replace(SER_SIP, 'share: "50"', 'share: "150"'),
        (SER_SIP, "share: "),
        "« share » : ",
    ),
    "ages upside down": (
        replace(CEAISPJ, 'age_max: "25"', 'age_max: "5"'),
        (CEAISPJ, "title: "),
        "L’âge maximum est plus petit que l’âge minimum.",
    ),
    "text too long": (
        replace(SER_SIP, "acronym: SER-SIP", f"acronym: {'S' * 41}"),
        (SER_SIP, "acronym: "),
        "« acronym » : ",
    ),
    "forbidden tag": (
        replace(SER_SIP, "<p>L’accompagnement dépend", "<script>L’accompagnement dépend"),
        (SER_SIP, "text: <script>"),
        "« text » : la balise <script> n’est pas acceptée.",
    ),
    "script in a link": (
        replace("pages/contact.yaml", 'href="/accessibilite/"', 'href="javascript:alert(1)"'),
        ("pages/contact.yaml", None),
        "adresse de lien refusée : « javascript:alert(1) ».",
    ),
    "tag left open": (
        replace(SER_SIP, "projet professionnel.</p>", "projet professionnel."),
        (SER_SIP, "text: <p>L’accompagnement dépend"),
        "« text » : la balise <p> n’est pas fermée.",
    ),
    "key written twice": (
        replace(SER_SIP, "start: 2020-07\n", "start: 2020-07\nstart: 2021-07\n"),
        (SER_SIP, "start: 2021-07"),
        "la clé « start » est écrite deux fois.",
    ),
    "bad YAML": (
        replace(SER_SIP, "acronym: SER-SIP", "acronym: SER: SIP"),
        (SER_SIP, "acronym: SER: SIP"),
        "YAML mal formé",
    ),
    "quote left open": (
        replace(SER_SIP, 'share: "50"', 'share: "50'),
        (SER_SIP, None),
        "YAML mal formé",
    ),
    "tabulation": (
        replace(SER_SIP, "  - role: Ergothérapeute", "\t- role: Ergothérapeute"),
        (SER_SIP, "\t- role: "),
        "YAML mal formé (une tabulation ou un caractère réservé",
    ),
    "quote left open in a table": (
        replace("territories.csv", "De Saint-Nazaire", '"De Saint-Nazaire'),
        ("territories.csv", "De Saint-Nazaire"),
        "tableau CSV mal formé",
    ),
    "alias": (
        replace(SER_SIP, "acronym: SER-SIP\n", "acronym: &x SER-SIP\nfull_name: *x\n"),
        (SER_SIP, "full_name: *x"),
        "les alias YAML (« *x ») ne sont pas acceptés.",
    ),
    "empty file": (write("organisations/aramis.yaml", ""), ("organisations/aramis.yaml", None), "le fichier est vide."),
    "not UTF-8": (
        write("organisations/aramis.yaml", "name: ARAMIS\nslug: aramis\nkind: été\n".encode("latin-1")),
        ("organisations/aramis.yaml", 3),
        "n’est pas en UTF-8",
    ),
    "control character": (
        write("organisations/aramis.yaml", "name: ARAMIS\nslug: ara\x07mis\n"),
        ("organisations/aramis.yaml", 2),
        "caractère interdit",
    ),
    "too large": (
        write("organisations/aramis.yaml", "#" * (MAX_BYTES + 1)),
        ("organisations/aramis.yaml", 1),
        "fichier trop gros",
    ),
    "nested without end": (
        write("organisations/aramis.yaml", "[" * 5_000 + "]" * 5_000),
        ("organisations/aramis.yaml", 1),
        "trop de niveaux imbriqués.",
    ),
    "unexpected file": (
        write("organisations/autre.txt", "?"),
        ("organisations/autre.txt", 1),
        "fichier inattendu.",
    ),
    "wrong number of columns": (
        replace("territories.csv", "departement-44,", "departement-44,,"),
        ("territories.csv", "departement-44,"),
        "9 colonnes au lieu de 8.",
    ),
    "unknown column": (
        replace("territories.csv", "longitude", "longitud"),
        ("territories.csv", "departement-44"),
        "clé inconnue « longitud ». (vouliez-vous dire « longitude » ?)",
    ),
    "unknown time zone": (
        replace("territories.csv", "departement-44,,", "departement-44,America/Fort-de-France,"),
        ("territories.csv", "America/Fort-de-France"),
        "« time_zone » : Ce fuseau horaire n’existe pas.",
    ),
    "same slug twice": (
        replace(PCTI, "slug: pcti", "slug: ser-sip"),
        (SER_SIP, "slug: ser-sip"),
        f"« ser-sip » est déjà décrit par {PCTI}:",
    ),
    "same code twice": (
        replace("territories.csv", "-2.2538", f"-2.2538\nsecteur,{RETZ},Retz,,,,,"),
        ("territories.csv", ",Retz,"),
        f"« secteur-{RETZ} » est déjà décrit par territories.csv:2.",
    ),
    "parents in a loop": (
        replace(
            "organisations/federation-oeuvres-laiques.yaml",
            "kind: ",
            "parent: atelier-pedagogique-personnalise\nkind: ",
        ),
        ("organisations/atelier-pedagogique-personnalise.yaml", "parent: "),
        "rattachement en boucle : atelier-pedagogique-personnalise → federation-oeuvres-laiques → atelier-",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_file_is_refused_with_its_line(case: str, content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    breaks, (path, place), reason = CASES[case]
    breaks(content)
    problems = refusal(content, capsys)
    line = line_of(content, path, place) if isinstance(place, str) else place
    # Where `place` is None, the line is that of a long text: any will do.
    start = re.escape(f"{path}:{line} : ") if line else re.escape(path) + r":\d+ : "
    assert [problem for problem in problems if re.match(start, problem) and reason in problem], problems


def test_every_problem_is_told_at_once(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for case in ("unknown key", "unknown organisation", "wrong choice", "missing required key", "wrong partial date"):
        CASES[case][0](content)
    problems = refusal(content, capsys)
    assert len(problems) == 5
    assert problems == sorted(problems)


def test_a_damaged_file_is_not_blamed_on_those_that_refer_to_it(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    CASES["bad YAML"][0](content)
    assert [problem.split(":")[0] for problem in refusal(content, capsys)] == [SER_SIP]


def test_a_lone_page_says_that_its_parent_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pages").mkdir()
    shutil.copy(settings.FOUNDING_CONTENT / "pages/contact.yaml", tmp_path / "pages")
    shutil.copy(settings.FOUNDING_CONTENT / "home.yaml", tmp_path)
    (tmp_path / "projects").mkdir()
    (tmp_path / "projects/essai.yaml").write_text("title: Essai\nslug: essai\n", "utf-8")
    assert refusal(tmp_path, capsys) == [
        "projects/essai.yaml:1 : la page « liste des projets », qui doit contenir celle-ci, n’existe pas."
    ]


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="n’existe pas"):
        call_command("load_founding_content", path=tmp_path / "rien")


def test_a_version_says_what_its_page_says_and_all_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    versions = tmp_path / "versions/fr-simple"
    versions.mkdir(parents=True)
    shutil.copy(settings.FOUNDING_CONTENT / "home.yaml", tmp_path)
    founding = (settings.FOUNDING_CONTENT / "versions/fr-simple/accueil.yaml").read_text("utf-8")
    assert "source: Accueil\n" in founding
    (versions / "accueil.yaml").write_text(founding.replace("source: Accueil\n", "source: Acceuil\n"), "utf-8")
    (versions / "ailleurs.yaml").write_text(founding.replace("page: /\n", "page: /accueil/\n"), "utf-8")
    assert refusal(tmp_path, capsys) == [
        "versions/fr-simple/accueil.yaml:2 : « passages » : ce passage de la page n’a pas de version : « Accueil ».",
        "versions/fr-simple/accueil.yaml:2 : « passages » : la page ne dit pas : « Acceuil ». (vouliez-vous dire "
        "« Accueil » ?)",
        "versions/fr-simple/ailleurs.yaml:1 : « page » : aucune page à cette adresse.",
    ]
