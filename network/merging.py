"""Two records of one organisation become one. The one that goes is kept whole, beside its old address."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from network.models import DuplicateVerdict, FormerAddress, Organisation
from network.revision_links import repoint

# What the record that stays takes from the one that goes, where it says nothing itself. Those of a line go together.
_TAKEN = (
    ("acronym",), ("description",), ("parent",), ("territory",), ("places",),
    ("siret", "siren"), ("finess", "finess_category"), ("rna",),
    ("address", "postcode", "commune"), ("latitude", "longitude"), ("accessibility_url",),
    ("phone",), ("email",), ("website",), ("opening_hours",),
)  # fmt: skip
_ADDED = ("publics", "networks")
_FORGOTTEN = (DuplicateVerdict,)  # about two records, which are one now


@transaction.atomic
def merge(kept: Organisation, gone: Organisation, *, by: Any = None) -> Organisation:
    """`kept`, with everything that was attached to `gone`, whose address leads to it from now on.

    Raises ValidationError when they are one, or when a draft waits to be published: it would bring the past back.
    """
    kept, gone = (Organisation.objects.select_for_update().get(pk=one.pk) for one in (kept, gone))
    if kept.pk == gone.pk:
        raise ValidationError(_("Choisissez deux fiches différentes."))
    for one in (kept, gone):
        if one.has_unpublished_changes and one.live:
            message = _("« %(name)s » a un brouillon en attente : publiez-le ou abandonnez-le, puis recommencez.")
            raise ValidationError(message % {"name": one})
    record = gone.latest_revision.content if gone.latest_revision else gone.serializable_data()
    if kept.parent_id == gone.pk:
        kept.parent = gone.parent
    _complete(kept, gone)
    kept.save()
    _reattach(kept, gone)
    repoint(Organisation, gone.pk, kept.pk)
    slug = gone.slug
    Organisation.objects.get(pk=gone.pk).delete()
    FormerAddress.objects.create(slug=slug, organisation=kept, record=record)
    kept = Organisation.objects.get(pk=kept.pk)
    revision = kept.save_revision(user=by, log_action=True)
    if kept.live:
        revision.publish(user=by)
    return Organisation.objects.get(pk=kept.pk)


def _complete(kept: Organisation, gone: Organisation) -> None:
    for names in _TAKEN:
        if not any(_value(kept, name) for name in names):
            for name in names:
                setattr(kept, name, getattr(gone, name))
    if kept.parent_id == kept.pk:
        kept.parent = None
    for name in _ADDED:
        setattr(kept, name, list(dict.fromkeys([*getattr(kept, name), *getattr(gone, name)])))
    kept.themes.add(*gone.themes.all())


def _value(organisation: Organisation, name: str) -> Any:
    value = getattr(organisation, name)
    # Zero is a latitude.
    return value is not None if isinstance(value, float) else value


def _reattach(kept: Organisation, gone: Organisation) -> None:
    for relation in Organisation._meta.related_objects:
        if relation.related_model in _FORGOTTEN:
            continue
        if relation.many_to_many:
            _replace_in_lists(relation, kept, gone)
        else:
            _replace_in_rows(relation, kept, gone)


def _replace_in_rows(relation: Any, kept: Organisation, gone: Organisation) -> None:
    name = relation.field.name
    rows = relation.related_model._base_manager.filter(**{name: gone})
    if relation.related_model is Organisation:
        rows = rows.exclude(pk=kept.pk)  # it never hangs from itself
    for row in rows.order_by("pk"):
        setattr(row, name, kept)
        try:
            with transaction.atomic():
                models.Model.save(row)
        except IntegrityError:
            # The record that stays is already there in the same role.
            row.delete()


def _replace_in_lists(relation: Any, kept: Organisation, gone: Organisation) -> None:
    name = relation.field.name
    for owner in relation.related_model._base_manager.filter(**{name: gone}):
        linked = getattr(owner, name)
        linked.add(kept)
        linked.remove(gone)
        owner.save()
