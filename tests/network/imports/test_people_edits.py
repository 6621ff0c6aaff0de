"""What a person wrote is never written over: it is compared, asked about, and the answer is remembered."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from wagtail.models import Workflow, WorkflowContentType

from accounts.models import User
from network.imports import conflicts, outcomes, planning
from network.imports.fates import Fate
from network.models import Decision, ImportConflict, Organisation, OrganisationSource

from .files import PHONE, closed, communes, ege, imported_finess, report_of

pytestmark = pytest.mark.django_db
OTHER_PHONE = "0199001234"


@pytest.fixture(autouse=True)
def _places() -> None:
    communes()


@pytest.fixture
def editor() -> User:
    return User.objects.create_superuser("editrice")


def calling(number: str) -> list[dict]:
    return [{"telecom": {"telephone": number, "courriel": None}}]


def edit(editor: User, *, publish: bool = True, **values: object) -> Organisation:
    """As the admin's form does: from the latest revision, into a new one."""
    organisation = Organisation.objects.get().get_latest_revision_as_object()
    for name, value in values.items():
        setattr(organisation, name, value)
    revision = organisation.save_revision(user=editor)
    if publish:
        revision.publish(user=editor)
    return Organisation.objects.get()


def test_an_edit_stays_and_the_rest_follows_the_source(tmp_path: Path, editor: User) -> None:
    imported_finess(tmp_path, ege())
    edit(editor, name="ESAT Les Ateliers de l’Estuaire")
    run = imported_finess(tmp_path, ege(contact=calling(OTHER_PHONE)))
    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.phone) == ("ESAT Les Ateliers de l’Estuaire", "+33199001234")
    assert not ImportConflict.objects.exists()  # The source did not change its mind about the name.
    # The change of the source is a revision: opening the form and saving it brings no old number back.
    latest = organisation.get_latest_revision_as_object()
    assert latest.phone == "+33199001234" and not organisation.has_unpublished_changes
    assert run.counts[Fate.CHANGED] == 1


def test_a_disagreement_is_asked_once_and_told(tmp_path: Path, editor: User) -> None:
    imported_finess(tmp_path, ege())
    edit(editor, name="Notre nom")
    run = imported_finess(tmp_path, ege(facts__nomEgeLong="LEUR NOM"))
    conflict = ImportConflict.objects.get()
    assert (conflict.field, conflict.ours, conflict.theirs) == ("name", "Notre nom", "LEUR NOM")
    assert run.counts[Fate.CONFLICT] == 1 and "Notre nom;LEUR NOM" in report_of(run)
    again = imported_finess(tmp_path, ege(facts__nomEgeLong="LEUR NOM"))
    assert again.counts == {Fate.READ: 1, Fate.UNCHANGED: 1}
    assert ImportConflict.objects.get().decision == Decision.PENDING
    assert Organisation.objects.get().name == "Notre nom"


def test_without_the_rule_an_edit_would_be_lost(tmp_path: Path, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of this module: the source alone decides, and what a person wrote is gone."""

    def obeyed(ours: planning.Values, said: planning.Values, theirs: planning.Values) -> planning.Verdict:
        writes = {name: (ours[name], new) for name, new in theirs.items() if name in ours and ours[name] != new}
        return planning.Verdict(writes=writes)

    imported_finess(tmp_path, ege())
    edit(editor, name="Notre nom")
    monkeypatch.setattr(outcomes, "compare", obeyed)
    imported_finess(tmp_path, ege(facts__nomEgeLong="LEUR NOM"))
    assert Organisation.objects.get().name == "LEUR NOM"


def test_ours_is_remembered_until_theirs_changes(tmp_path: Path, editor: User) -> None:
    imported_finess(tmp_path, ege())
    edit(editor, name="Notre nom")
    imported_finess(tmp_path, ege(facts__nomEgeLong="LEUR NOM"))
    assert conflicts.keep_ours(ImportConflict.objects.all(), editor).count == 1
    imported_finess(tmp_path, ege(facts__nomEgeLong="LEUR NOM"))
    decided = ImportConflict.objects.get()
    assert (decided.decision, decided.decided_by) == (Decision.OURS, editor)
    imported_finess(tmp_path, ege(facts__nomEgeLong="ENCORE UN NOM"))
    asked = ImportConflict.objects.get()
    assert (asked.decision, asked.theirs, asked.decided_by) == (Decision.PENDING, "ENCORE UN NOM", None)


def test_theirs_is_written_in_a_revision_and_follows_the_source_again(tmp_path: Path, editor: User) -> None:
    imported_finess(tmp_path, ege())
    edit(editor, name="Notre nom", commune=None)
    imported_finess(tmp_path, ege(facts__nomEgeLong="LEUR NOM", place__cogCommune="97207"))
    assert conflicts.take_theirs(ImportConflict.objects.all(), editor).count == 2
    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.commune.code) == ("LEUR NOM", "97207")
    assert organisation.latest_revision.user == editor
    imported_finess(tmp_path, ege(facts__nomEgeLong="ENCORE UN NOM", place__cogCommune="97207"))
    assert Organisation.objects.get().name == "ENCORE UN NOM"


def test_a_disagreement_that_ends_by_itself_is_forgotten(tmp_path: Path, editor: User) -> None:
    imported_finess(tmp_path, ege())
    edit(editor, name="Notre nom")
    imported_finess(tmp_path, ege(facts__nomEgeLong="LEUR NOM"))
    edit(editor, name="LEUR NOM")
    imported_finess(tmp_path, ege(facts__nomEgeLong="LEUR NOM"))
    assert not ImportConflict.objects.exists()


def test_what_a_person_emptied_stays_empty(tmp_path: Path, editor: User) -> None:
    imported_finess(tmp_path, ege())
    edit(editor, phone="")
    imported_finess(tmp_path, ege())
    assert Organisation.objects.get().phone == ""
    imported_finess(tmp_path, ege(contact=calling(OTHER_PHONE)))
    assert Organisation.objects.get().phone == ""
    assert ImportConflict.objects.get().field == "phone"


def test_what_a_person_filled_in_stays_when_the_source_falls_silent(tmp_path: Path, editor: User) -> None:
    imported_finess(tmp_path, ege())
    edit(editor, phone="+33199001234")
    imported_finess(tmp_path, ege(contact=[]))
    assert Organisation.objects.get().phone == "+33199001234" and not ImportConflict.objects.exists()


def test_what_people_wrote_before_the_first_import_is_theirs(tmp_path: Path) -> None:
    Organisation.objects.create(finess="440000019", name="Notre nom", slug="notre-nom", kind="esat")
    imported_finess(tmp_path, ege())
    organisation = Organisation.objects.get()
    assert organisation.name == "Notre nom" and organisation.phone
    assert {conflict.field for conflict in ImportConflict.objects.order_by("pk")} == {"name"}


def test_lines_that_a_browser_ends_otherwise_are_no_edit(tmp_path: Path, editor: User) -> None:
    imported_finess(tmp_path, ege())
    edit(editor, address="5 RUE DU LYCEE\r\nBP 12")
    imported_finess(tmp_path, ege(place__lieuDit="BP 13"))
    assert Organisation.objects.get().address.splitlines() == ["5 RUE DU LYCEE", "BP 13"]


def test_a_draft_gets_the_value_too_so_that_publishing_it_brings_no_old_one_back(tmp_path: Path, editor: User) -> None:
    imported_finess(tmp_path, ege())
    edit(editor, publish=False, description="En chantier")
    imported_finess(tmp_path, ege(contact=calling(OTHER_PHONE)))
    organisation = Organisation.objects.get()
    assert (organisation.phone, organisation.description) == ("+33199001234", "")
    assert organisation.has_unpublished_changes and organisation.live
    organisation.latest_revision.publish()
    organisation.refresh_from_db()
    assert (organisation.phone, organisation.description) == ("+33199001234", "En chantier")


def test_a_value_that_a_draft_is_changing_is_asked_about(tmp_path: Path, editor: User) -> None:
    imported_finess(tmp_path, ege())
    edit(editor, publish=False, phone="+33199009999")
    imported_finess(tmp_path, ege(contact=calling(OTHER_PHONE)))
    assert Organisation.objects.get().phone == f"+33{PHONE[1:]}"
    assert ImportConflict.objects.get().theirs == "+33199001234"
    decided = conflicts.take_theirs(ImportConflict.objects.all(), editor)
    organisation = Organisation.objects.get()
    assert organisation.phone == organisation.get_latest_revision_as_object().phone == "+33199001234"
    assert decided.drafts == [organisation]


@pytest.mark.parametrize("held", ["locked", "reviewed", "planned"])
def test_what_somebody_holds_is_asked_about(tmp_path: Path, editor: User, held: str) -> None:
    imported_finess(tmp_path, ege())
    organisation = edit(editor, description="Relue")
    if held == "locked":
        Organisation.objects.update(locked=True)
    elif held == "reviewed":
        workflow = Workflow.objects.get()
        WorkflowContentType.objects.create(workflow=workflow, content_type=organisation.get_base_content_type())
        organisation.get_latest_revision_as_object().save_revision()
        workflow.start(Organisation.objects.get(), editor)
    else:
        tomorrow = timezone.now() + timedelta(days=1)
        organisation.save_revision(user=editor, approved_go_live_at=tomorrow)
    imported_finess(tmp_path, ege(contact=calling(OTHER_PHONE)))
    assert Organisation.objects.get().phone == f"+33{PHONE[1:]}"
    assert ImportConflict.objects.get().field == "phone"


def test_what_people_edited_closes_too_and_opens_only_by_a_person(tmp_path: Path, editor: User) -> None:
    imported_finess(tmp_path, ege())
    edit(editor, description="Relue")
    imported_finess(tmp_path, closed())
    organisation = Organisation.objects.get()
    assert not organisation.live and organisation.closed_on and organisation.description == "Relue"
    assert organisation.get_latest_revision_as_object().closed_on == organisation.closed_on
    imported_finess(tmp_path, ege())
    organisation.refresh_from_db()
    assert not organisation.live
    assert ImportConflict.objects.get().field == "closed_on"
    decided = conflicts.take_theirs(ImportConflict.objects.all(), editor)
    organisation.refresh_from_db()
    assert organisation.closed_on is None and not organisation.live and decided.drafts == [organisation]
    organisation.latest_revision.publish()
    organisation.refresh_from_db()
    assert organisation.live and organisation.closed_on is None


def test_a_person_who_opens_what_the_source_closed_is_not_contradicted_again(tmp_path: Path, editor: User) -> None:
    imported_finess(tmp_path, ege())
    imported_finess(tmp_path, closed())
    edit(editor, closed_on=None)
    imported_finess(tmp_path, closed())
    organisation = Organisation.objects.get()
    assert organisation.live and organisation.closed_on is None


def test_a_source_that_another_one_contradicts_does_not_win(tmp_path: Path) -> None:
    imported_finess(tmp_path, ege())
    organisation = Organisation.objects.get()
    OrganisationSource.objects.create(
        organisation=organisation, source="dora", external_id="dora--1", values={"name": "X"}, read_at=timezone.now()
    )
    assert outcomes.as_told(organisation, organisation.sources.get(source="finess").values)
    assert not outcomes.as_told(organisation, organisation.sources.get(source="dora").values)
