"""Publishers, as organisations of the directory."""

from network.models import Organisation
from network.names import folded


def organisations_named(name: str, siret: str = "") -> list[int]:
    """Primary keys of at most two public organisations of that SIRET, or else of that name, or else of that acronym."""
    public = Organisation.objects.public().order_by("pk")
    tried = [{"siret": siret} if siret else None, {"folded_name": folded(name)} if folded(name) else None]
    for told in (*tried, {"acronym__iexact": name} if name else None):
        if told and (found := list(public.filter(**told).values_list("pk", flat=True)[:2])):
            return found
    return []
