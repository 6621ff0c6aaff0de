"""Bringing an edition of the official geography: what is made, changed, handed over, and never touched."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.core.management import call_command

from network.geography import edition as editions_read
from network.geography.importing import Imported, import_edition
from network.geography.movements import read_movements
from network.models import Organisation, Postcode, ProjectTerritory, Territory, TerritoryAlias
from network.territory_facets import facet_keys, named
from search.models import OutboxEntry
from tests.network.factories import OrganisationFactory, ProjectPageFactory

from .editions import commune, communes, epci, write

pytestmark = pytest.mark.django_db

HEADER = "MOD,DATE_EFF,TYPECOM_AV,COM_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,LIBELLE_AP"
MERGED = [
    "32,2027-01-01,COM,44184,Saint-Nazaire,COM,44109,Nantes",
    "32,2027-01-01,COM,44109,Nantes,COM,44109,Nantes",
    "32,2027-01-01,COM,44184,Saint-Nazaire,COMD,44184,Saint-Nazaire",
]


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Imported]:
    """`imported(movements=[…], dry_run=True, communes=…)` imports the small edition, changed."""

    def do(movements: list[str] | None = None, dry_run: bool = False, **files: object) -> Imported:
        table = tmp_path / "mvtcommune.csv"
        table.write_text("\n".join([HEADER, *(movements or []), ""]), "utf-8")
        edition = editions_read.read_edition(write(tmp_path / "edition", **files))
        return import_edition(edition, read_movements(table), dry_run=dry_run)

    return do


def place(code: str) -> Territory:
    return Territory.objects.with_ancestors().exclude(kind="region").get(code=code)


def without(code: str) -> list[dict[str, object]]:
    return [entry for entry in communes() if entry["code"] != code]


def test_each_level_stands_in_the_other(imported: Callable[..., Imported]) -> None:
    imported()
    nantes = place("44109")
    assert [str(around) for around in nantes.ancestors()] == ["Pays de la Loire (région)", "Loire-Atlantique (44)"]
    assert nantes.epci == place("244400404")
    assert nantes.get_absolute_url() == "/territoires/commune/44109-nantes/"
    # Most of the inhabitants of this intercommunalité of two départements live in one.
    assert place("244400404").parent == place("44")
    assert place("97502").parent == place("975") and place("975").kind == "collectivite"
    assert nantes.point == (47.2316, -1.5483)
    assert {row.code for row in Postcode.objects.filter(territory=nantes)} == {"44000", "44300"}


def test_a_commune_without_a_point_is_amid_what_it_was(imported: Callable[..., Imported]) -> None:
    imported()
    assert place("49018").point == (47.5, -0.1)
    assert place("97502").point is None


def test_overseas_keeps_its_own_time(imported: Callable[..., Imported]) -> None:
    imported()
    zones = {code: place(code).time_zone for code in ("44109", "972", "97209", "97502")}
    assert zones == {
        "44109": "Europe/Paris",
        "972": "America/Martinique",
        "97209": "America/Martinique",
        "97502": "America/Miquelon",
    }


def test_a_second_import_has_nothing_to_do(imported: Callable[..., Imported]) -> None:
    first = imported()
    assert len(first.created) == 2 + 4 + 5 + 1 and first.aliases == 3
    OutboxEntry.objects.all().delete()
    again = imported()
    assert (again.created, again.changed, again.merged, again.orphans, again.aliases) == ([], [], [], [], 0)
    assert again.kept == len(first.created)
    assert not OutboxEntry.objects.exists()


def test_a_trial_writes_nothing_and_says_the_same(imported: Callable[..., Imported]) -> None:
    trial = imported(dry_run=True)
    assert not Territory.objects.exists() and not OutboxEntry.objects.exists()
    assert imported() == trial


def test_facet_keys_of_a_commune_hold_its_intercommunalite(
    imported: Callable[..., Imported], django_assert_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    imported()
    with django_assert_num_queries(1):
        assert facet_keys([place("44109")]) == (
            *("france", "region-52", "departement-44", "epci-244400404", "commune-44109"),
        )


def test_within_an_intercommunalite_are_its_communes(imported: Callable[..., Imported]) -> None:
    imported()
    area = Territory.objects.create(kind="secteur", code="a", name="A", slug="a")
    area.members.add(place("244400404"))
    inside = set(Territory.objects.within(place("244400404")).values_list("code", flat=True))
    assert inside == {"244400404", "44109", "49018", "a"}
    # A named area made of intercommunalités is found from any commune inside.
    assert "a" in set(Territory.objects.within(place("44109")).values_list("code", flat=True))
    assert "a" not in set(Territory.objects.within(place("44184")).values_list("code", flat=True))


def test_the_file_wins_but_addresses_and_areas_stay(imported: Callable[..., Imported]) -> None:
    imported()
    area = Territory.objects.create(kind="secteur", code="a", name="A", slug="a")
    area.members.add(place("44109"))
    Territory.objects.filter(code="44109").update(name="Naoned", slug="ma-ville", parent=place("49"), population=1)
    done = imported()
    assert [after for _before, after in done.changed] == ["Nantes (44109) : nom, fait partie de, population"]
    nantes = place("44109")
    assert (nantes.name, nantes.slug, nantes.parent, nantes.population) == ("Nantes", "ma-ville", place("44"), 320_000)
    assert nantes.folded_name == "nantes"
    assert list(area.members.all()) == [nantes]


def test_a_new_name_keeps_the_old_one_as_another(imported: Callable[..., Imported]) -> None:
    imported()
    renamed = [{**entry, "nom": "Port-Nazaire"} if entry["code"] == "44184" else entry for entry in communes()]
    imported(communes=renamed)
    assert place("44184").slug == "44184-saint-nazaire"
    alias = TerritoryAlias.objects.get(folded_name="saint-nazaire")
    assert (alias.territory, alias.reason) == (place("44184"), "renommee")


def test_old_codes_mean_today_s_commune(imported: Callable[..., Imported]) -> None:
    imported()
    assert list(named(["commune-49031"])) == [place("49018")]
    assert list(named(["commune-49018"])) == [place("49018")]
    assert list(named(["commune-49099"])) == [place("49018")]
    for old in ("49031", "49031-boce", "49099"):
        assert Territory.objects.successor_of("commune", old) == place("49018")
    for unknown in ("99999", "boce", "", "49018-rien"):
        successor = Territory.objects.successor_of("departement", unknown)
        assert successor is None


def test_a_commune_that_ends_hands_everything_over(imported: Callable[..., Imported]) -> None:
    imported()
    nantes, old = place("44109"), place("44184")
    area = Territory.objects.create(kind="secteur", code="a", name="A", slug="a", parent=old)
    area.members.set([old, nantes])
    organisation = OrganisationFactory(territory=old, commune=old)
    organisation.save_revision()
    both, one = ProjectPageFactory(parent=None), ProjectPageFactory(parent=None)
    ProjectTerritory.objects.bulk_create(
        ProjectTerritory(page=page, territory=at, locale_id=page.locale_id)
        for page, at in ((both, old), (both, nantes), (one, old))
    )
    OutboxEntry.objects.all().delete()
    done = imported(movements=MERGED, communes=without("44184"))
    assert done.merged == [("Saint-Nazaire (44184)", "Nantes (44109)")] and not done.orphans
    assert not Territory.objects.filter(code="44184").exists()
    organisation.refresh_from_db()
    assert organisation.territory == organisation.commune == nantes
    assert organisation.get_latest_revision_as_object().territory == nantes
    area.refresh_from_db()
    assert area.parent == nantes and list(area.members.all()) == [nantes]
    assert sorted(ProjectTerritory.objects.values_list("page", "territory")) == sorted(
        [(both.pk, nantes.pk), (one.pk, nantes.pk)]
    )
    assert list(named(["commune-44184"])) == [nantes]
    assert Territory.objects.successor_of("commune", "44184-saint-nazaire") == nantes
    assert TerritoryAlias.objects.get(code="44184").since.isoformat() == "2027-01-01"
    stale = set(OutboxEntry.objects.values_list("object_key", flat=True))
    assert stale >= {
        f"network.organisation:{organisation.pk}", f"network.territory:{nantes.pk}", f"network.territory:{old.pk}",
    }  # fmt: skip
    again = imported(communes=without("44184"))
    assert (again.created, again.changed, again.merged, again.aliases) == ([], [], [], 0)


def test_the_edition_s_own_former_codes_tell_successors_too(imported: Callable[..., Imported]) -> None:
    imported(communes=[*communes(), commune("49099", "Cheviré", "49")])
    OrganisationFactory(territory=place("49099"))
    done = imported()
    assert done.merged == [("Cheviré (49099)", "Baugé-en-Anjou (49018)")]
    assert Organisation.objects.get().territory == place("49018")


@pytest.mark.parametrize(
    "movements",
    [
        [],
        ["30,2027-01-01,COM,44184,Saint-Nazaire,COM,44109,Nantes", "30,2027-01-01,COM,44184,Saint-Nazaire,COM,49018,B"],
    ],
    ids=["nobody knows", "shared between two"],
)
def test_a_commune_without_a_known_successor_is_kept_and_told(
    imported: Callable[..., Imported], movements: list[str]
) -> None:
    imported()
    done = imported(movements=movements, communes=without("44184"))
    assert done.orphans == ["Saint-Nazaire (44184)"] and not done.merged
    assert place("44184")


def test_successors_are_followed_to_the_last(imported: Callable[..., Imported]) -> None:
    imported()
    steps = [
        "31,2026-06-01,COM,44184,Saint-Nazaire,COM,44999,Entre-deux",
        "31,2027-01-01,COM,44999,Entre-deux,COM,44109,Nantes",
        "10,1990-01-01,COM,44109,Condevincum,COM,44109,Nantes",
    ]
    assert imported(movements=steps, communes=without("44184")).merged
    assert list(named(["commune-44184"])) == list(named(["commune-44999"])) == [place("44109")]
    assert TerritoryAlias.objects.get(folded_name="condevincum").territory == place("44109")


def test_an_intercommunalite_that_ended_is_told(imported: Callable[..., Imported]) -> None:
    imported()
    done = imported(epci=[{**epci()[0], "code": "200000001"}])
    assert done.orphans == ["Nantes Métropole (244400404)"]
    assert place("44109").epci == place("200000001")


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "edition")
    call_command("import_territories", dossier=folder, dry_run=True)
    said = capsys.readouterr().out
    assert "Essai sans écriture : 12 seraient créés" in said and "Nantes (44109)" in said
    call_command("import_territories", dossier=folder)
    assert "Géographie importée : 12 créés, 0 changés" in capsys.readouterr().out
    write(folder, communes=without("44184"))
    call_command("import_territories", dossier=folder)
    said = capsys.readouterr().out
    assert "sans successeur connu" in said and "Saint-Nazaire (44184)" in said
