"""What records refer to, found: places, parents and themes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from cms.models import Theme
from network.models import Organisation
from search.distances import kilometres

from .communes import communes, territories
from .fields import References
from .records import Record, Remark

FURTHEST = 60  # kilometres from the middle of its commune: hardly any commune reaches further
_WIDE = ("973", "987", "988")  # those of Guyane, Polynésie and Nouvelle-Calédonie do
_WIDER = 10
_LONGEST_NUMBER = 8  # digits of the portal's own numbers; FINESS and SIREN have nine characters


@dataclass(slots=True)
class Resolved:
    """`values` whose references are found; `missing_parent` is the number of one that nobody has, or not yet."""

    values: dict[str, Any]
    remarks: list[Remark] = field(default_factory=list)
    missing_parent: str = ""


class Resolver:
    """Keeps what it found from one batch to the next: communes and parents come again and again."""

    def __init__(self) -> None:
        self.references = References()
        self._parents: dict[str, Organisation] = {}
        self._asked: dict[str, set[str]] = defaultdict(set)

    def load(self, records: Sequence[Record]) -> None:
        """What the records refer to, and was not asked for yet: four queries at most."""
        references = self.references
        if codes := self._new("commune", _told(records, "commune")):
            references.communes |= communes(codes)
        if keys := self._new("territory", _told(records, "territory")):
            references.territories |= territories(keys)
        if keys := self._new("parent", _told(records, "parent") | _entities(records)):
            self._parents |= _parents(keys)
        if self._new("themes", {"" for record in records if record.values.get("themes")}):
            references.themes |= {theme.slug: theme for theme in Theme.objects.all()}

    def ask_parents_again(self) -> None:
        self._asked.pop("parent", None)

    def resolved(self, record: Record, organisation: int | None) -> Resolved:
        """Places by the code of today; `organisation`: whose values they are."""
        references = self.references
        resolved = Resolved(dict(record.values), list(record.remarks))
        theirs, remarks = resolved.values, resolved.remarks
        if code := theirs.pop("commune", ""):
            if commune := references.communes.get(code):
                theirs["commune"] = commune.code
                references.communes[commune.code] = commune
                remarks += _far_from(commune.point, commune.code, theirs)
            else:
                remarks.append(Remark("commune", code, _("Aucune commune n’a ce code.")))
        if (key := theirs.get("territory")) and key not in references.territories:
            del theirs["territory"]
            remarks.append(Remark("territory", key, _("Aucun territoire n’a cette clé.")))
        if key := theirs.pop("parent", ""):
            entity = theirs.get("legal_entity", {})
            parent = self._parents.get(key) or self._parents.get(entity.get("siren", ""))
            if parent and parent.pk != organisation:
                theirs["parent"] = parent.slug
                references.parents[parent.slug] = parent
            elif not entity:
                resolved.missing_parent = key
        if slugs := theirs.get("themes"):
            theirs["themes"] = [slug for slug in slugs if slug in references.themes]
            unknown = [slug for slug in slugs if slug not in references.themes]
            remarks += [Remark("themes", slug, _("Ce code est inconnu.")) for slug in unknown]
        return resolved

    def _new(self, what: str, keys: set[str]) -> set[str]:
        new = keys - self._asked[what]
        self._asked[what] |= new
        return new


def _told(records: Iterable[Record], field: str) -> set[str]:
    return {record.values[field] for record in records if record.values.get(field)}


def _entities(records: Iterable[Record]) -> set[str]:
    sirens = (record.values.get("legal_entity", {}).get("siren", "") for record in records)
    return set(filter(None, sirens))


def _far_from(middle: tuple[float, float] | None, code: str, theirs: dict[str, Any]) -> list[Remark]:
    """Takes away a point that cannot be in its commune."""
    point, reach = theirs.get("point"), FURTHEST * (_WIDER if code.startswith(_WIDE) else 1)
    if not point or not middle or kilometres(middle, (point[0], point[1])) <= reach:
        return []
    del theirs["point"]
    reason = _("Ces coordonnées sont loin de la commune, peut-être en mer : elles sont laissées de côté.")
    return [Remark("point", " ".join(map(str, point)), reason)]


def _parents(keys: Iterable[str]) -> dict[str, Organisation]:
    """By FINESS number, by number of the portal, or by a SIREN that one organisation alone bears without being an
    establishment: establishments bear that of what holds them.
    """
    numbers = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) <= _LONGEST_NUMBER]
    found = Organisation.objects.filter(Q(finess__in=keys) | Q(siren__in=keys, finess="") | Q(pk__in=numbers))
    by_key: dict[str, list[Organisation]] = defaultdict(list)
    for each in found.order_by("pk").only("pk", "slug", "finess", "siren"):
        for key in (str(each.pk), each.finess, "" if each.finess else each.siren):
            if key:
                by_key[key].append(each)
    return {key: each[0] for key, each in by_key.items() if len(each) == 1}
