"""What makes an object's documents stale, turned into outbox entries."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from . import outbox
from .registry import dependents, object_key, source_for_label


def connect() -> None:
    """Listen to every model: which of them matter is the registry's to say."""
    pre_save.connect(_page_will_be_saved, dispatch_uid="search.page_will_be_saved")
    pre_save.connect(_will_be_saved, dispatch_uid="search.will_be_saved")
    post_save.connect(_saved, dispatch_uid="search.saved")
    pre_delete.connect(_will_be_deleted, dispatch_uid="search.will_be_deleted")
    post_delete.connect(_deleted, dispatch_uid="search.deleted")
    m2m_changed.connect(_links_changed, dispatch_uid="search.links_changed")
    m2m_changed.connect(
        _groups_allowed_changed, PageViewRestriction.groups.through, dispatch_uid="search.groups_allowed_changed"
    )
    post_page_move.connect(_moved, dispatch_uid="search.moved")


def _will_be_saved(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """What depended on the object as it was: an organisation that moves leaves a commune."""
    model = _model(instance)
    if model is None or isinstance(instance, Page) or instance._state.adding or not dependents(model):
        return
    instance.__dict__["_depended_on"] = [
        object_key(source.model, pk)
        for stored in model._base_manager.filter(pk=instance.pk)
        for source, concerned in dependents(model)
        for pk in concerned(stored)
    ]


def _saved(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    _record_itself(instance)
    _record_dependents(instance, also=instance.__dict__.pop("_depended_on", ()))
    if isinstance(instance, PageViewRestriction):
        _record_restricted([instance])


def _will_be_deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    # Before the deletion: afterwards nothing tells any more what depended on it.
    _record_dependents(instance)
    if isinstance(instance, PageViewRestriction):
        _record_restricted([instance])
    elif isinstance(instance, Group):
        _record_restricted(PageViewRestriction.objects.filter(groups=instance))


def _deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    _record_itself(instance)


def _links_changed(
    sender: type[Model], instance: Model, action: str, reverse: bool, model: type[Model], pk_set: Any, **kwargs: Any
) -> None:
    if not reverse:
        if action.startswith("post_"):
            _record_itself(instance)
    elif action == "pre_clear":
        _record_dependents(instance)
    elif action in ("post_add", "post_remove") and source_for_label(model._meta.label_lower):
        outbox.record(model, pk_set)


def _groups_allowed_changed(
    sender: type[Model], instance: Model, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Wagtail saves a restriction first, then its groups."""
    if action not in ("post_add", "post_remove", "pre_clear", "post_clear"):
        return
    either = Q(groups=instance) | Q(pk__in=pk_set or ()) if reverse else Q(pk=instance.pk)
    _record_restricted(PageViewRestriction.objects.filter(either))


def _page_will_be_saved(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """A new slug changes the address of every page below. Wagtail tells it too, but only after the commit."""
    if isinstance(instance, Page) and instance.pk:
        saved = Page.objects.filter(pk=instance.pk).values_list("slug", flat=True).first()
        if saved is not None and saved != instance.slug:
            _record_subtree(instance)


def _moved(sender: type[Model], instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    if url_path_before != url_path_after:
        _record_subtree(instance)


def _record_itself(instance: Model) -> None:
    model = _model(instance)
    if model and source_for_label(model._meta.label_lower):
        outbox.record(model, [instance.pk])


def _record_dependents(instance: Model, also: Iterable[str] = ()) -> None:
    """`also` are keys to record with them, once."""
    model = _model(instance)
    concerning = list(dependents(model)) if model else []
    # Wagtail deletes a page as a plain `Page`, which does not know its own relations.
    whole = instance.specific if concerning and isinstance(instance, Page) else instance
    keys = [object_key(source.model, pk) for source, concerned in concerning for pk in concerned(whole)]
    outbox.add([*keys, *also])


def _model(instance: Model) -> type[Model] | None:
    """The model that is declared for search: a page may be handled as a plain `Page`."""
    if isinstance(instance, Page):
        return instance.specific_class
    return instance._meta.concrete_model


def _record_restricted(restrictions: Iterable[PageViewRestriction]) -> None:
    """What these restrictions close: what is below their pages, and below the aliases of these, closed with them."""
    for restriction in restrictions:
        pages = [restriction.page]
        for page in pages:
            _record_subtree(page)
            pages += page.aliases.all()


def _record_subtree(page: Page) -> None:
    """A page and those below, with what speaks of them."""
    below = Page.objects.descendant_of(page, inclusive=True).select_related("content_type")
    by_model: dict[type[Model], list[int]] = {}
    for descendant in below.only("pk", "content_type"):
        _record_dependents(descendant)
        model = descendant.specific_class
        if model and source_for_label(model._meta.label_lower):
            by_model.setdefault(model, []).append(descendant.pk)
    for model, pks in by_model.items():
        outbox.record(model, pks)
