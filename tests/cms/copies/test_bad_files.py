"""What strangers may send: nothing of it is written, and a sentence says why; or it is left out, and told."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError
from wagtail.models import Page, Revision

from cms.copies import importing, reading
from cms.copies.fates import Fate
from cms.copies.shape import FILES, MANIFEST, PAGES, VERSION
from cms.models import ContentPage, HomePage, PageImport, SiteImage
from cms.models.runs import RunState

from .files import changed, content_of, exported, imported, members, packed, page_below, picture, sealed, text


def refused(path: Path, home: Page, words: str) -> None:
    before = (Page.objects.count(), Revision.objects.count(), SiteImage.objects.count())
    for dry_run in (True, False):
        run = imported(path, home, dry_run=dry_run)
        assert run.state == RunState.FAILED and words in run.problem, run.problem
    assert (Page.objects.count(), Revision.objects.count(), SiteImage.objects.count()) == before


def test_a_good_file_is_read(path: Path, home: HomePage) -> None:
    run = imported(path, home)
    assert run.state == RunState.DONE and run.counts[Fate.CREATED] == 1 and not ContentPage.objects.get().live


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 100])
def test_what_is_no_archive(home: HomePage, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    refused(path, home, "Ce n’est pas un fichier de pages" if content[:4] != b"PK\x03\x04" else "abîmée")


def test_another_archive(home: HomePage, tmp_path: Path) -> None:
    refused(packed(tmp_path / "x.zip", {"lisez-moi.txt": b"bonjour"}), home, "Ce n’est pas un fichier de pages")
    other = {MANIFEST: b'{"format": "autre"}', PAGES: b"{}"}
    refused(packed(tmp_path / "y.zip", other), home, "Ce n’est pas un fichier de pages")


def test_a_bomb(path: Path, home: HomePage) -> None:
    refused(packed(path, members(path) | {f"{FILES}{'0' * 64}": b"\0" * 30_000_000}), home, "se gonfle")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "files\\..\\x", "C:/x", "files/x.zip"])
def test_paths_that_lead_elsewhere(path: Path, home: HomePage, name: str) -> None:
    refused(packed(path, members(path) | {name: b"x"}), home, name.replace("\\", "\\\\"))


def test_a_file_that_nobody_asked_for(path: Path, home: HomePage) -> None:
    refused(packed(path, members(path) | {f"{FILES}{'0' * 64}": b"x"}), home, "modifié ou abîmé")


def test_altered_pages(path: Path, home: HomePage) -> None:
    held = members(path)
    refused(packed(path, held | {PAGES: held[PAGES].replace(b"Un texte", b"Un autre")}), home, "modifié ou abîmé")


def test_an_altered_picture(home: HomePage, tmp_path: Path) -> None:
    image = picture()
    page = page_below(home, body=[{"type": "figure", "value": {"image": image.pk, "alternative": "Un carré"}}])
    path = exported(page, tmp_path)
    held = {name: content + b"x" if name.startswith(FILES) else content for name, content in members(path).items()}
    page.delete()
    image.delete()
    refused(packed(path, held), home, "modifié ou abîmé")


def test_a_later_version_of_the_format(path: Path, home: HomePage) -> None:
    held = members(path)
    told = json.loads(held[MANIFEST]) | {"version": VERSION + 1, "sha256": "of another kind", "more": []}
    refused(packed(path, held | {MANIFEST: json.dumps(told).encode()}), home, "version plus récente")


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.update(pages=[]),
        lambda told: told.update(pages="x"),
        lambda told: told.update(more=1),
        lambda told: told["pages"][0].update(key="x"),
        lambda told: told["pages"][0].update(parent=0),
        lambda told: told["pages"][0].update(values=[]),
        lambda told: told["pages"][0].update(rows={"files": [1]}),
        lambda told: told["pages"][0].update(restricted="oui"),
        lambda told: told["pages"].append(told["pages"][0] | {"parent": 0}),
        lambda told: told["pages"].append(told["pages"][0] | {"parent": 5, "locale": "en"}),
        lambda told: told["pages"][0]["values"].update(title="nul\0"),
        lambda told: told["pages"][0]["values"].update(title="\ud800"),
        lambda told: told["files"].append({"kind": "program", "sha256": "0" * 64, "name": "x", "about": {}}),
        lambda told: told["references"].append({"id": "../1", "kind": "x", "label": "x", "key": {}}),
    ],
)
def test_wrong_shapes(path: Path, home: HomePage, change: Callable[[dict[str, Any]], object]) -> None:
    refused(changed(path, change), home, "refaites l’export")


@pytest.mark.parametrize("content", [b"[", b"{}", b'{"a": NaN}', b"[" * 200_000, b"\xff\xfe"])
def test_wrong_json(path: Path, home: HomePage, content: bytes) -> None:
    refused(sealed(path, content), home, "refaites l’export")


def test_too_many_pages(path: Path, home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_PAGES", 1)

    def double(told: dict[str, Any]) -> None:
        told["pages"].append(told["pages"][0] | {"parent": 0, "key": "0" * 32})

    refused(changed(path, double), home, "trop de pages")


def test_the_same_address_is_numbered(path: Path, home: HomePage) -> None:
    other = page_below(home, "Autre", slug="une-page")
    run = imported(path, home, existing="beside")
    assert run.counts[Fate.CREATED] == 1
    assert set(home.get_children().values_list("slug", flat=True)) == {other.slug, "une-page-2"}


def test_what_stops_half_way_leaves_nothing(home: HomePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image = picture()
    page = page_below(home, body=[{"type": "figure", "value": {"image": image.pk, "alternative": "Un carré"}}])
    page_below(page, "Dessous")
    path = exported(page, tmp_path)
    page.delete()
    folder = Path(image.file.path).parent
    image.file.delete(save=False)
    image.delete()
    before = set(folder.iterdir())
    done: list[Any] = []
    add = importing.Importer._add

    def stop(self: Any, plan: Any) -> None:
        if done:
            raise KeyboardInterrupt
        done.append(plan)
        add(self, plan)

    monkeypatch.setattr(importing.Importer, "_add", stop)
    with pytest.raises(KeyboardInterrupt):
        imported(path, home)
    assert not ContentPage.objects.exists() and not SiteImage.objects.exists() and set(folder.iterdir()) == before
    assert PageImport.objects.get().state == RunState.FAILED


def test_what_the_database_refuses_is_said(path: Path, home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Any, plan: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(importing.Importer, "_add", refuse)
    run = imported(path, home)
    assert run.state == RunState.FAILED and "se contredit" in run.problem


def test_a_picture_that_is_none_is_refused_as_an_upload_is(home: HomePage, tmp_path: Path) -> None:
    image = picture()
    page = page_below(
        home, body=[{"type": "figure", "value": {"image": image.pk, "alternative": "Un carré"}}, text("<p>Reste</p>")]
    )
    path = exported(page, tmp_path)
    page.delete()
    image.delete()
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    digest = hashlib.sha256(svg).hexdigest()
    held = {name: content for name, content in members(path).items() if not name.startswith(FILES)}
    content = content_of(path)
    content["files"][0].update(sha256=digest, name="x.svg")
    content["references"][0]["key"] = {"sha256": digest}
    packed(path, held | {f"{FILES}{digest}": svg})
    run = imported(sealed(path, json.dumps(content).encode()), home)
    assert run.state == RunState.DONE and not SiteImage.objects.exists() and run.counts[Fate.REMARK] >= 1
    assert [block.block_type for block in ContentPage.objects.get().body] == ["text"]


def test_a_file_too_large_for_memory_is_not_read(path: Path, home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_JSON", 100)
    refused(path, home, "trop de pages")


def test_a_link_in_the_archive(path: Path, home: HomePage) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        info = zipfile.ZipInfo("files/lien")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    refused(path, home, "renvoi")
