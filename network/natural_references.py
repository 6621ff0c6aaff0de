"""What pages refer to in the network, as another portal would know it."""

from django.db.models import Q

from cms.copies.references import Key, NaturalReference, register

from .models import Organisation, Territory


def _organisation_key(organisation: Organisation) -> Key:
    return {"siret": organisation.siret, "finess": organisation.finess, "slug": organisation.slug}


def _find_organisation(key: Key) -> Organisation | None:
    """By the numbers of the State where they name one organisation here, else by its address."""
    for field in ("siret", "finess"):
        if number := key.get(field):
            numbered = list(Organisation.objects.filter(**{field: number}).order_by("pk")[:2])
            if len(numbered) == 1:
                return numbered[0]
    slug = key.get("slug", "")
    found = Organisation.objects.filter(Q(slug=slug) | Q(former_addresses__slug=slug)).order_by("pk").first()
    return None if found is None or _contradicts(found, key) else found


def _contradicts(organisation: Organisation, key: Key) -> bool:
    """Whether the State's numbers say that it is another one, which has the same address."""
    told = ((getattr(organisation, field), key.get(field, "")) for field in ("siret", "finess"))
    return any(here and there and here != there for here, there in told)


def _find_territory(key: Key) -> Territory | None:
    kind, code = key.get("kind", ""), key.get("code", "")
    found: Territory | None = Territory.objects.filter(kind=kind, code=code).first()
    return found or Territory.objects.successor_of(kind, code)


register(NaturalReference(Organisation, _organisation_key, _find_organisation))
register(NaturalReference(Territory, lambda place: {"kind": place.kind, "code": place.code}, _find_territory))
