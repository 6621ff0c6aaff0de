"""Changes in bulk, which send no signals, told to the outbox as signals would."""

from collections.abc import Sequence

from django.db.models import Model

from . import outbox
from .registry import dependents, source_for_label

_ASKED_ONE_BY_ONE = 1000


def record_changed(model: type[Model], changed: Sequence[Model]) -> None:
    """Say that these objects of `model` changed, and with them what speaks of them. Call it in the same transaction.

    Past a thousand, everything that may speak of them is told, which costs less than asking each.
    """
    source = source_for_label(model._meta.label_lower)
    if source:
        pks = {instance.pk for instance in changed}
        found = source.queryset().order_by("pk").values_list("pk", flat=True)
        # What is not to be found has no document, and so many rows would only tire the worker.
        outbox.record(model, [pk for pk in found if pk in pks])
    for concerned_source, concerned in dependents(model):
        if concerned_source is source:
            continue
        if len(changed) > _ASKED_ONE_BY_ONE:
            everything = concerned_source.queryset().order_by("pk").values_list("pk", flat=True)
            outbox.record(concerned_source.model, everything)
        else:
            outbox.record(concerned_source.model, [pk for instance in changed for pk in concerned(instance)])
