"""Loading writes everything once, and never again over what people changed."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Locale, Page, Site, Workflow

from accounts.models import GroupReach
from cms.founding import roles
from cms.founding.loading import load
from cms.models import GlossaryTerm, HomePage, ReviewTask, SiteSettings
from network.models import Organisation, ProjectPage, Territory
from tests.support.french import french

pytestmark = pytest.mark.django_db


def test_a_trial_writes_nothing_and_counts_what_would_be(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_founding_content", dry_run=True)
    said = capsys.readouterr().out
    assert "projets : 5 créé(s), 0 déjà là" in said
    assert "Essai sans écriture" in said
    assert not HomePage.objects.exists()
    assert not Territory.objects.exists()


@pytest.mark.usefixtures("founding")
def test_a_second_load_changes_nothing() -> None:
    before = {page.pk: page.latest_revision_id for page in Page.objects.all()}
    assert sum(count.created for count in load(settings.FOUNDING_CONTENT)) == 0
    assert {page.pk: page.latest_revision_id for page in Page.objects.all()} == before


@pytest.mark.usefixtures("founding")
def test_what_an_editor_changed_is_kept() -> None:
    project = french(ProjectPage, slug="ser-sip")
    project.title = "Un titre revu"
    project.team.set([])
    project.save_revision().publish()
    Organisation.objects.filter(slug="aramis").update(description="Une présentation revue")
    SiteSettings.objects.update(tagline="Une accroche revue")
    editors = Group.objects.get(name="Éditeurs territoriaux")
    editors.reach.delete()
    editors.page_permissions.filter(permission__codename="add_page").delete()
    Workflow.objects.update(name="Notre relecture")
    editors.permissions.remove(editors.permissions.get(codename="add_organisation"))
    load(settings.FOUNDING_CONTENT)
    project = french(ProjectPage, slug="ser-sip")
    assert project.title == "Un titre revu"
    assert not project.team.exists()
    assert Organisation.objects.get(slug="aramis").description == "Une présentation revue"
    assert SiteSettings.objects.get().tagline == "Une accroche revue"
    assert not editors.permissions.filter(codename="add_organisation").exists()
    assert not editors.page_permissions.filter(permission__codename="add_page").exists()
    assert not GroupReach.objects.filter(group=editors).exists()
    assert Workflow.objects.get().name == "Notre relecture"


@pytest.mark.usefixtures("founding")
def test_only_what_is_missing_is_made_again() -> None:
    french(ProjectPage, slug="pcti").delete()
    GlossaryTerm.objects.get(term="ESAT").delete()
    created = {count.name: count.created for count in load(settings.FOUNDING_CONTENT) if count.created}
    assert created == {"projets": 1, "glossaire": 1, "versions anglaises": 1}


@pytest.mark.usefixtures("founding")
def test_if_empty_leaves_a_portal_alone(capsys: pytest.CaptureFixture[str]) -> None:
    french(ProjectPage, slug="pcti").delete()
    call_command("load_founding_content", if_empty=True)
    assert "rien à charger" in capsys.readouterr().out
    assert not ProjectPage.objects.filter(slug="pcti", locale__language_code="fr").exists()


@pytest.mark.usefixtures("founding")
def test_new_files_may_refer_to_what_is_stored(tmp_path: Path) -> None:
    (tmp_path / "organisations").mkdir()
    (tmp_path / "organisations/antenne.yaml").write_text(
        "name: Une antenne\nslug: antenne\nkind: association\nparent: aramis\nterritory: departement-44\n", "utf-8"
    )
    load(tmp_path)
    antenna = Organisation.objects.get(slug="antenne")
    assert antenna.parent == Organisation.objects.get(slug="aramis")
    assert antenna.territory == Territory.objects.get(kind="departement", code="44")


@pytest.mark.usefixtures("founding")
def test_the_portal_is_ready_for_its_people() -> None:
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"fr", "fr-simple", "en"}
    home = french(HomePage)
    assert Site.objects.get().root_page.specific == home
    assert not Page.objects.filter(slug="home").exists(), "Wagtail's welcome page is still there"
    assert set(Group.objects.values_list("name", flat=True)) == set(roles.ROLES)
    everywhere = GroupPagePermission.objects.filter(permission__codename="publish_page", page__depth=1)
    assert {each.group.name for each in everywhere} == {roles.PUBLISHERS, roles.ADMINISTRATORS}
    reaching = dict(GroupReach.objects.values_list("group__name", "reach"))
    assert reaching == {roles.CONTRIBUTORS: "organisations", roles.TERRITORIAL_EDITORS: "territories"}
    workflow = Workflow.objects.get()
    assert workflow.active and workflow.name == "la relecture par les publicateurs"
    assert [task.specific for task in workflow.tasks] == [ReviewTask.objects.get()]
    assert french(ProjectPage, slug="ser-sip").get_workflow() == workflow
    assert Organisation.objects.first().get_workflow() == workflow


@pytest.mark.usefixtures("founding")
def test_every_page_and_organisation_has_a_published_revision() -> None:
    pages = list(Page.objects.exclude(depth=1))
    assert len(pages) == 48
    assert all(page.live and page.live_revision_id for page in pages)
    assert all(organisation.live and organisation.live_revision_id for organisation in Organisation.objects.all())


@pytest.mark.usefixtures("founding")
def test_territories_hang_together() -> None:
    area = Territory.objects.get(kind="secteur")
    assert [place.key for place in area.ancestors()] == ["region-52", "departement-44"]
    assert [place.key for place in area.members.all()] == ["commune-44184"]
    martinique = Territory.objects.get(kind="commune", code="97209")
    assert [place.key for place in martinique.ancestors()] == ["region-02", "departement-972"]
    assert martinique.time_zone == "America/Martinique"
    counts = {kind: Territory.objects.filter(kind=kind).count() for kind in ("region", "departement", "collectivite")}
    assert counts == {"region": 18, "departement": 101, "collectivite": 8}
