"""Files of pages, made by the portal and then spoilt; and pages to put in them."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Locale, Page, Site

from accounts.models import User
from cms.copies.exporting import Selection, write
from cms.copies.runs import carry_out
from cms.copies.shape import MANIFEST, PAGES
from cms.models import ContentPage, ExistingPages, HomePage, PageImport, SiteImage


def portal() -> HomePage:
    """An empty one: its home page."""
    root = Page.get_first_root_node()
    home: HomePage = root.add_child(
        instance=HomePage(title="Accueil", slug="portail", headline="Bienvenue", locale=Locale.get_default())
    )
    Site.objects.update(root_page=home)
    return home


def page_below(parent: Page, title: str = "Une page", **values: Any) -> ContentPage:
    page: ContentPage = parent.add_child(instance=ContentPage(title=title, locale=parent.locale, **values))
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def text(html: str) -> dict[str, Any]:
    return {"type": "text", "value": html}


def picture(colour: str = "red") -> SiteImage:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(content, "PNG")
    image = SiteImage(title=f"Carré {colour}", credit="Nous", file=ContentFile(content.getvalue(), f"{colour}.png"))
    image._set_image_file_metadata()
    image.save()
    return image


def exported(page: Page, folder: Path, *, below: bool = True, name: str = "pages.zip", **told: Any) -> Path:
    path = folder / name
    with path.open("wb") as target:
        write(Selection(page, below, **told), target)
    return path


def imported(
    path: Path, place: Page, *, dry_run: bool = False, existing: str = ExistingPages.RENEW, user: User | None = None
) -> PageImport:
    run = PageImport.objects.create(file_name=path.name, place=place, existing=existing, dry_run=dry_run, asked_by=user)
    carry_out(run, path)
    run.refresh_from_db()
    return run


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, held: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return path


def content_of(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(members(path)[PAGES])
    return content


def sealed(path: Path, content: bytes) -> Path:
    """The same file with that in place of its pages, and a digest that says so."""
    held = members(path)
    told = json.loads(held[MANIFEST]) | {"sha256": hashlib.sha256(content).hexdigest()}
    return packed(path, held | {PAGES: content, MANIFEST: json.dumps(told).encode()})


def changed(path: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    content = content_of(path)
    change(content)
    return sealed(path, json.dumps(content).encode())


def reasons(run: PageImport) -> str:
    return " ".join(line["reason"] for line in run.told)
