"""The arguments of a request, as the protocol allows them (section 3.1, and each verb's in section 4)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from .errors import OaiError

_NAME = r"[A-Za-z0-9_.!~*'()-]+"
_LIST = frozenset({"from", "until", "set"})
_ANY = re.compile(r"[!-~]+", re.ASCII)
# The schema of answers, which repeat arguments, refuses anything else.
_SHAPES = {
    "identifier": re.compile(r"[A-Za-z0-9_.!~*'();/?:@&=+$,%-]+"),
    "metadataPrefix": re.compile(_NAME),
    "set": re.compile(rf"{_NAME}(:{_NAME})*"),
}


@dataclass(frozen=True)
class Allowed:
    """`exclusive` is an argument that comes alone, in place of all the others."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    exclusive: str = ""


VERBS = {
    "Identify": Allowed(),
    "ListMetadataFormats": Allowed(optional=frozenset({"identifier"})),
    "ListSets": Allowed(exclusive="resumptionToken"),
    "GetRecord": Allowed(required=frozenset({"identifier", "metadataPrefix"})),
    "ListIdentifiers": Allowed(frozenset({"metadataPrefix"}), _LIST, "resumptionToken"),
    "ListRecords": Allowed(frozenset({"metadataPrefix"}), _LIST, "resumptionToken"),
}


def verb_of(parameters: QueryDict) -> str:
    """Raises OaiError unless there is one verb, of the protocol."""
    verbs = parameters.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise OaiError("badVerb", _("« verb » est l’un de : %(verbs)s.") % {"verbs": ", ".join(VERBS)})
    return verbs[0]


def arguments_of(verb: str, parameters: QueryDict) -> Mapping[str, str]:
    """The arguments beside the verb: those that it takes, once each, as they must be written. Raises OaiError."""
    allowed = VERBS[verb]
    given = {name: values for name, values in parameters.lists() if name != "verb"}
    if repeated := [name for name, values in given.items() if len(values) > 1]:
        raise _bad(_("Un argument est donné plusieurs fois : %(names)s."), repeated)
    if allowed.exclusive in given:
        if len(given) > 1:
            raise _bad(_("Un jeton vient seul, sans %(names)s."), given.keys() - {allowed.exclusive})
    elif missing := allowed.required - given.keys():
        raise _bad(_("Il manque : %(names)s."), missing)
    if unknown := given.keys() - allowed.required - allowed.optional - {allowed.exclusive}:
        raise _bad(_("Cette demande ne prend pas : %(names)s."), unknown)
    arguments = {name: values[0] for name, values in given.items()}
    if wrong := [name for name, value in arguments.items() if not _SHAPES.get(name, _ANY).fullmatch(value)]:
        raise _bad(_("Ces arguments sont mal écrits : %(names)s."), wrong)
    return arguments


def _bad(sentence: str, names: Iterable[str]) -> OaiError:
    listed = ", ".join(sorted(names))
    return OaiError("badArgument", sentence % {"names": listed})
