"""The contents that a file had before: kept whole, each under its address."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from resources.models import DocumentVersion, LibraryDocument


@transaction.atomic
def keep_replaced(number: int, user: Any) -> DocumentVersion:
    """Keep what the file `number` holds now, which `user` is about to replace; None for a program."""
    current = LibraryDocument.objects.select_for_update().get(pk=number)
    last = current.versions.aggregate(last=Max("number"))["last"] or 0
    return DocumentVersion.objects.create(
        document=current,
        number=last + 1,
        file=current.file.name,
        file_size=current.get_file_size() or 0,
        file_hash=current.get_file_hash(),
        replaced_by=user,
    )
