"""A plan, written: always a draft, that the editors' workflow leads to publication or not."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from resources.models import LibraryDocument, ResourceFile, ResourceIndexPage

from .planning import Plan, label_of


def write(plan: Plan, index_pk: int, user: Any) -> None:
    """Write all of it or nothing, files included."""
    documents: list[LibraryDocument] = []
    try:
        with transaction.atomic():
            documents.extend(form.save() for form in plan.forms)
            _write_page(plan, documents, index_pk, user)
    except BaseException:
        # A transaction does not undo what is on the disk.
        for form in plan.forms:
            if form.instance.pk:
                form.instance.file.delete(save=False)
        raise


def _write_page(plan: Plan, documents: list[LibraryDocument], index_pk: int, user: Any) -> None:
    page, url = plan.page, plan.record.url
    assert page
    files = [ResourceFile(label=label_of(document.filename), document=document) for document in documents]
    files += [ResourceFile(label=_("Lire en ligne"), url=url)] if url else []
    for place, file in enumerate(files):
        file.sort_order = place
        page.files.add(file)
    # Read again: whoever adds a page in the meantime changes what the tree knows of its index.
    ResourceIndexPage.objects.select_for_update().get(pk=index_pk).add_child(instance=page)
    page.save_revision(user=user)
