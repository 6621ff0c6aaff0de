"""The places that people search around: an app that knows some says which ones a text may mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """`key` is its value in the facet `territory`, `label` what people read and may type; the rest is in degrees.

    `detail`: a few words beside the label, while people choose.
    """

    key: str
    label: str
    latitude: float
    longitude: float
    detail: str = ""


Provider = Callable[[str], Sequence[Place]]

_providers: list[Provider] = []
_completions: list[Provider] = []


def register_places(provider: Provider, completions: Provider) -> None:
    """Let `provider` say which places a text may mean, the likeliest first, a dozen at most: a key means one only.

    `completions` says as much of a text that is being typed.
    """
    _providers.append(provider)
    _completions.append(completions)


def places(text: str) -> list[Place]:
    """The places that `text` may mean, the likeliest first; none for a text that names no place."""
    return [place for provider in _providers for place in provider(text)]


def completions(text: str) -> list[Place]:
    """The places whose name, or postcode, may be what is being typed, the likeliest first."""
    return [place for provider in _completions for place in provider(text)]
