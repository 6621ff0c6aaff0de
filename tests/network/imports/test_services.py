"""Services that come with structures, under the same rule as everything else."""

from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from network.imports import conflicts
from network.imports.fates import Fate
from network.models import ImportConflict, ImportFormat, ImportRun, Organisation, Service

from .files import communes, imported, report_of
from .test_data_inclusion import file, service, structure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places() -> None:
    communes()


def imported_services(folder: Path, *services: dict[str, Any], **changes: Any) -> ImportRun:
    content = {"structures": [structure(**changes)], "services": list(services)}
    return imported(ImportFormat.DATA_INCLUSION, file(folder, content))


def other(of: str = "dora--9") -> dict[str, Any]:
    """So that the file speaks of services, though of none of that structure."""
    return service("dora--s9", of=of)


def test_services_are_made_changed_and_removed(tmp_path: Path) -> None:
    imported_services(tmp_path, service(), service("dora--s2", nom="Atelier couture"))
    organisation = Organisation.objects.get()
    assert [each.name for each in organisation.services.all()] == ["Atelier numérique", "Atelier couture"]
    run = imported_services(tmp_path, service(nom="Atelier informatique"), service("dora--s3"))
    assert {each.source_key: each.name for each in Service.objects.order_by("pk")} == {
        "dora--s1": "Atelier informatique",
        "dora--s3": "Atelier numérique",
    }
    assert run.counts[Fate.CHANGED] == 1 and "services dora--s1 name" in report_of(run)
    again = imported_services(tmp_path, service(nom="Atelier informatique"), service("dora--s3"))
    assert again.counts == {Fate.READ: 1, Fate.UNCHANGED: 1}


def test_a_file_of_structures_alone_leaves_services_as_they_are(tmp_path: Path) -> None:
    imported_services(tmp_path, service())
    imported(ImportFormat.DATA_INCLUSION, file(tmp_path, [structure()]))
    assert Service.objects.count() == 1


def test_a_file_of_services_alone_completes_what_is_known(tmp_path: Path) -> None:
    imported(ImportFormat.DATA_INCLUSION, file(tmp_path, [structure()]))
    run = imported(ImportFormat.DATA_INCLUSION, file(tmp_path, [service(), other()]))
    assert Service.objects.get().organisation == Organisation.objects.get()
    assert run.counts == {Fate.READ: 2, Fate.CHANGED: 1, Fate.REFUSED: 1}
    assert "importez d’abord" in report_of(run)
    assert Organisation.objects.get().sources.get().values["name"]


def test_what_a_person_changed_or_removed_stays(tmp_path: Path) -> None:
    imported_services(tmp_path, service(), service("dora--s2"), service("dora--s3"))
    Service.objects.filter(source_key="dora--s1").update(name="Notre nom")
    Service.objects.filter(source_key="dora--s2").delete()
    Service.objects.filter(source_key="dora--s3").update(name="Notre autre nom")
    imported_services(tmp_path, service(nom="Leur nom"), service("dora--s2"))
    assert {each.source_key: each.name for each in Service.objects.order_by("pk")} == {
        "dora--s1": "Notre nom",
        "dora--s3": "Notre autre nom",  # The source gives it no more: changed by a person, it stays.
    }
    conflict = ImportConflict.objects.get()
    assert (conflict.service_key, conflict.field, conflict.theirs) == ("dora--s1", "name", "Leur nom")


def test_services_of_what_people_edited_are_in_its_revisions(tmp_path: Path) -> None:
    imported_services(tmp_path, service())
    Organisation.objects.get().save_revision().publish()
    imported_services(tmp_path, service(nom="Leur nom"), service("dora--s2"))
    organisation = Organisation.objects.get()
    names = {each.name for each in organisation.get_latest_revision_as_object().services.all()}
    assert names == {"Leur nom", "Atelier numérique"} == {each.name for each in Service.objects.order_by("pk")}


def test_services_wait_while_there_is_a_draft(tmp_path: Path) -> None:
    imported_services(tmp_path, service())
    draft = Organisation.objects.get()
    draft.description = "En chantier"
    draft.save_revision()
    run = imported_services(tmp_path, service(nom="Leur nom"))
    assert Service.objects.get().name == "Atelier numérique"
    assert run.counts[Fate.POSTPONED] == 1
    Organisation.objects.get().latest_revision.publish()
    imported_services(tmp_path, service(nom="Leur nom"))
    assert Service.objects.get().name == "Leur nom"


def test_a_conflict_of_a_service_is_decided(tmp_path: Path) -> None:
    imported_services(tmp_path, service())
    organisation = Organisation.objects.get()
    organisation.save_revision().publish()
    Service.objects.update(name="Notre nom")
    imported_services(tmp_path, service(nom="Leur nom"))
    user = User.objects.create_superuser("x")
    assert conflicts.take_theirs(ImportConflict.objects.all(), user).count == 1
    assert Service.objects.get().name == "Leur nom"
    assert [each.name for each in Organisation.objects.get().get_latest_revision_as_object().services.all()] == [
        "Leur nom"
    ]


def test_a_kind_that_nobody_told_is_asked_for(tmp_path: Path) -> None:
    run = imported(ImportFormat.DATA_INCLUSION, file(tmp_path, [structure(reseaux_porteurs=None)]))
    assert Organisation.objects.get().kind == "association"
    assert "genre est inconnu" in report_of(run)
    Organisation.objects.update(kind="geiq")
    imported(ImportFormat.DATA_INCLUSION, file(tmp_path, [structure(reseaux_porteurs=None)]))
    assert Organisation.objects.get().kind == "geiq"
