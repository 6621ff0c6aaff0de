"""Somebody of each role, what is theirs, and what is somebody else's."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from cms.founding import roles
from events.models import EventPage
from network.models import (
    Mandate,
    MandateOrganisation,
    Organisation,
    ProjectIndexPage,
    ProjectPage,
    ProjectTerritory,
    Territory,
)
from resources.models import LibraryDocument, ResourcePage
from tests.events.factories import EventPageFactory, calendar
from tests.network.factories import OrganisationFactory, ProjectPageFactory, TerritoryFactory
from tests.resources.factories import ResourcePageFactory, library, stored
from tests.support.french import french

COLUMNS = {
    "contributeur": roles.CONTRIBUTORS,
    "éditeur territorial": roles.TERRITORIAL_EDITORS,
    "publicateur": roles.PUBLISHERS,
    "organisateur": roles.ORGANISERS,
    "référent accessibilité": roles.REFERENTS,
    "administrateur": roles.ADMINISTRATORS,
}


@dataclass
class Belongings:
    """One of each kind, of one organisation in one territory."""

    territory: Territory
    organisation: Organisation
    resource: ResourcePage
    draft: ResourcePage
    project: ProjectPage
    event: EventPage
    file: LibraryDocument


def belongings(name: str, author: User | None = None) -> Belongings:
    territory = TerritoryFactory(code=f"T-{name}", name=f"Pays {name}")
    organisation = OrganisationFactory(name=f"Structure {name}", slug=f"structure-{name}", territory=territory)
    organisation.save_revision().publish()
    about: dict[str, Any] = {"publisher": organisation, "territories": [territory], "owner": author}
    project = ProjectPageFactory(parent=french(ProjectIndexPage), title=f"Projet {name}", slug=f"projet-{name}")
    project.territory_links = [ProjectTerritory(territory=territory)]
    project.save_revision().publish()
    return Belongings(
        territory=territory,
        organisation=Organisation.objects.get(pk=organisation.pk),
        resource=ResourcePageFactory(parent=library(), title=f"Guide {name}", slug=f"guide-{name}", **about),
        draft=ResourcePageFactory(parent=library(), title=f"Brouillon {name}", slug=f"b-{name}", live=False, **about),
        project=ProjectPage.objects.get(pk=project.pk),
        event=EventPageFactory(parent=calendar(), title=f"Forum {name}", slug=f"forum-{name}", place=territory),
        file=stored(b"a", f"{name}.txt", uploaded_by_user=author),
    )


def person(*groups: str, name: str = "camille", **fields: Any) -> User:
    user = User.objects.create_user(name, email=f"{name}@exemple.test", **fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    assert user.groups.count() == len(groups)
    return user


def entrust(user: User, *organisations: Organisation, territories: tuple[Territory, ...] = ()) -> Mandate:
    mandate, _made = Mandate.objects.get_or_create(user=user)
    for organisation in organisations:
        MandateOrganisation.objects.create(mandate=mandate, organisation=organisation)
    mandate.territories.set(territories)
    mandate.save()
    return mandate


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
