from cms.models.runs import RunState

from .duplicates import DuplicateVerdict, FormerAddress, Verdict
from .freshness import FollowUp, OrganisationRequest, PartnerAnswer
from .imports import Decision, ImportConflict, ImportFormat, ImportRun
from .mandate import Mandate, MandateOrganisation
from .organisation import Organisation
from .organisation_kind import OrganisationKind
from .pages import DirectoryPage, ProjectIndexPage, TerritoryIndexPage
from .project import ProjectPage
from .project_parts import (
    ProjectFunding,
    ProjectPartner,
    ProjectPublic,
    ProjectStatus,
    ProjectTeamRole,
    ProjectTerritory,
    ProjectVoice,
    Reach,
    Relation,
    Scope,
)
from .provenance import OrganisationSource
from .service import Service
from .territory import Territory, TerritoryKind
from .territory_alias import AliasReason, Postcode, TerritoryAlias

__all__ = [
    "AliasReason",
    "Decision",
    "DirectoryPage",
    "DuplicateVerdict",
    "FollowUp",
    "FormerAddress",
    "ImportConflict",
    "ImportFormat",
    "ImportRun",
    "Mandate",
    "MandateOrganisation",
    "Organisation",
    "OrganisationKind",
    "OrganisationRequest",
    "OrganisationSource",
    "PartnerAnswer",
    "Postcode",
    "ProjectFunding",
    "ProjectIndexPage",
    "ProjectPage",
    "ProjectPartner",
    "ProjectPublic",
    "ProjectStatus",
    "ProjectTeamRole",
    "ProjectTerritory",
    "ProjectVoice",
    "Reach",
    "Relation",
    "RunState",
    "Scope",
    "Service",
    "Territory",
    "TerritoryAlias",
    "TerritoryIndexPage",
    "TerritoryKind",
    "Verdict",
]
