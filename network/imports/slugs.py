"""Addresses of new organisations: made of name and commune, given once and never changed."""

from django.utils.text import slugify

from network.models import FormerAddress, Organisation

_LONGEST = 110  # the column has room for a number after it


class Slugs:
    """Those that are taken, or were. Read once: some ten megabytes for a hundred thousand."""

    def __init__(self) -> None:
        self._taken = set(Organisation.objects.order_by().values_list("slug", flat=True).iterator())
        self._taken |= set(FormerAddress.objects.values_list("slug", flat=True))
        self._last: dict[str, int] = {}

    def new(self, name: str, commune: str, had: str = "") -> str:
        """`had` if it is free, else « esat-les-ateliers-saint-nazaire », with -2 if it is taken."""
        if had and had not in self._taken:
            self._taken.add(had)
            return had
        base, place = slugify(name), slugify(commune)
        if place and not base.endswith(place):
            base = f"{base}-{place}"
        base = base[:_LONGEST].strip("-") or "organisation"
        slug, number = base, self._last.get(base, 1)
        while slug in self._taken:
            number += 1
            slug = f"{base}-{number}"
        self._taken.add(slug)
        self._last[base] = number
        return slug
