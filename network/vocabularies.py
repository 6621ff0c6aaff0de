"""The State's words for the insertion offer, from the published schema of data·inclusion (v1)."""

from typing import Any

from data_inclusion.schema import v1


def _choices(words: Any) -> list[tuple[str, str]]:
    return [(word.value, word.label) for word in words]


PUBLICS = _choices(v1.Public)
NETWORKS = sorted(_choices(v1.ReseauPorteur), key=lambda choice: choice[1])
SERVICE_TYPES = _choices(v1.TypeService)
SUBJECTS = _choices(v1.Thematique)
FEES = _choices(v1.Frais)
RECEPTION_MODES = _choices(v1.ModeAccueil)
MOBILISATION_MODES = _choices(v1.ModeMobilisation)
MOBILISED_BY = _choices(v1.PersonneMobilisatrice)
