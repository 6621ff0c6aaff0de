"""The six verbs. Each fills its element of the answer, or raises OaiError."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from django.conf import settings
from django.db.models import Min
from django.utils.translation import gettext as _

from cms.models import Theme
from network.territory_facets import facet_labels
from resources.catalogue.sets import TERRITORY, THEME
from resources.models import CatalogueEntry

from . import records
from .datestamps import GRANULARITY, written
from .errors import OaiError
from .selection import PREFIX, Selection, bad_token, disseminated, selected, token_of
from .xml import OAI_DC, OAI_DC_SCHEMA, add

# When nothing was ever public: before any portal was.
_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Repository:
    """Where it is asked: `url` is the address of the repository, `base` "https://host"; who answers for it."""

    url: str
    base: str
    email: Callable[[], str]


Arguments = Mapping[str, str]
Verb = Callable[[Element, Arguments, Repository], None]


def identify(element: Element, arguments: Arguments, repository: Repository) -> None:
    earliest = CatalogueEntry.objects.aggregate(earliest=Min("datestamp"))["earliest"]
    add(element, "repositoryName", settings.WAGTAIL_SITE_NAME)
    add(element, "baseURL", repository.url)
    add(element, "protocolVersion", "2.0")
    add(element, "adminEmail", repository.email())
    add(element, "earliestDatestamp", written(earliest or _BEGINNING))
    add(element, "deletedRecord", "persistent")
    add(element, "granularity", GRANULARITY)


def list_metadata_formats(element: Element, arguments: Arguments, repository: Repository) -> None:
    if "identifier" in arguments:
        _known(arguments["identifier"])
    described = add(element, "metadataFormat")
    add(described, "metadataPrefix", PREFIX)
    add(described, "schema", OAI_DC_SCHEMA)
    add(described, "metadataNamespace", OAI_DC)


def list_sets(element: Element, arguments: Arguments, repository: Repository) -> None:
    """All of them at once: there is no token to go on with."""
    if arguments:
        raise bad_token()
    specs = {
        spec for entry in CatalogueEntry.objects.order_by().values_list("sets").distinct() for spec in entry[0].split()
    }
    names = {THEME: _("Thèmes"), TERRITORY: _("Territoires")}
    names |= {f"{THEME}:{slug}": name for slug, name in Theme.objects.values_list("slug", "name")}
    labels = facet_labels({_last(spec) for spec in specs if spec.startswith(f"{TERRITORY}:")})
    if not specs:
        raise OaiError("noSetHierarchy", _("Aucune ressource n’a encore de thème ni de territoire."))
    for spec in sorted(specs):
        described = add(element, "set")
        add(described, "setSpec", spec)
        add(described, "setName", names.get(spec) or labels.get(_last(spec)) or _last(spec))


def get_record(element: Element, arguments: Arguments, repository: Repository) -> None:
    entry = _known(arguments["identifier"])
    disseminated(arguments["metadataPrefix"])
    records.add_record(element, entry, records.readable([entry]), repository.base)


def list_identifiers(element: Element, arguments: Arguments, repository: Repository) -> None:
    _listed("ListIdentifiers", element, arguments, records.add_header)


def list_records(element: Element, arguments: Arguments, repository: Repository) -> None:
    def add_record(parent: Element, entry: CatalogueEntry, pages: records.Pages) -> None:
        records.add_record(parent, entry, pages, repository.base)

    _listed("ListRecords", element, arguments, add_record)


VERBS: dict[str, Verb] = {
    "Identify": identify,
    "ListMetadataFormats": list_metadata_formats,
    "ListSets": list_sets,
    "GetRecord": get_record,
    "ListIdentifiers": list_identifiers,
    "ListRecords": list_records,
}


def _listed(
    verb: str,
    element: Element,
    arguments: Arguments,
    add_one: Callable[[Element, CatalogueEntry, records.Pages], None],
) -> None:
    """One part of a list, and the token of the next one: an empty one on the last part of several."""
    selection = selected(verb, arguments)
    entries = records.entries_of(selection)
    if not selection.sent:
        selection = replace(selection, total=entries.count())
    block = list(entries.filter(pk__gt=selection.after)[: records.AT_ONCE + 1])
    shown = block[: records.AT_ONCE]
    if not shown:
        raise OaiError("noRecordsMatch", _("Aucune ressource ne correspond à cette demande."))
    pages = records.readable(shown)
    for entry in shown:
        add_one(element, entry, pages)
    if selection.sent or len(block) > len(shown):
        _add_token(element, selection, shown, len(block) > len(shown))


def _add_token(element: Element, selection: Selection, shown: list[CatalogueEntry], more: bool) -> None:
    sent = selection.sent + len(shown)
    following = token_of(replace(selection, after=shown[-1].pk, sent=sent)) if more else None
    size = max(selection.total, sent)  # Things may have come meanwhile.
    add(element, "resumptionToken", following, completeListSize=str(size), cursor=str(selection.sent))


def _known(identifier: str) -> CatalogueEntry:
    entry = records.entry_of(identifier)
    if entry is None:
        raise OaiError("idDoesNotExist", _("Aucune ressource n’a cet identifiant."))
    return entry


def _last(spec: str) -> str:
    return spec.rpartition(":")[2]
