"""Archives and files as people send them, and runs over them."""

import io
import zipfile
from pathlib import Path

from accounts.models import User
from resources.imports.runs import carry_out
from resources.models import LibraryImport, ResourceIndexPage

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" \
      b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"  # fmt: skip


def pdf(word: str = "") -> bytes:
    """A small PDF; another one for another word."""
    return PDF + f"%{word}\n".encode()


def archive(folder: Path, files: dict[str | zipfile.ZipInfo, bytes], name: str = "lot.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for entry, content in files.items():
            made.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED)
    return path


def archived(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as inner:
        for entry, content in files.items():
            inner.writestr(entry, content)
    return made.getvalue()


def imported(path: Path, *, dry_run: bool = False, user: User | None = None, **shared: object) -> LibraryImport:
    into = ResourceIndexPage.objects.get(locale__language_code="fr")
    run = LibraryImport.objects.create(
        file_name=path.name, into=into, dry_run=dry_run, asked_by=user, shared=dict(shared)
    )
    carry_out(run, path)
    run.refresh_from_db()
    return run


def report(run: LibraryImport) -> str:
    return Path(run.report.path).read_text("utf-8-sig")
