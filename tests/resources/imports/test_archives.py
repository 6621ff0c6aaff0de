"""Archives made to do harm, each beside the same one that does none."""

import stat
import struct
import tempfile
import zipfile
from pathlib import Path

import pytest

from cms.imports import archives, limits
from cms.imports.archives import Archive
from cms.imports.reading import UnreadableFile
from network.models import RunState
from resources.imports.fates import Fate
from resources.models import LibraryDocument

from .archives import archive, archived, imported, pdf, report

PATHS = [
    "../ailleurs.pdf", "dossier/../../ailleurs.pdf", "/etc/ailleurs.pdf", "C:/ailleurs.pdf", "c:ailleurs.pdf",
    "..\\ailleurs.pdf", "dossier\\ailleurs.pdf", "ail\x07leurs.pdf", "ail\u202eleurs.pdf", "dedans.zip",
    "dedans.tar.gz",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_cannot_be_trusted_is_told_and_left_out(tmp_path: Path, path: str) -> None:
    with Archive(archive(tmp_path, {"bon.pdf": pdf(), path: pdf("autre")})) as bundle:
        assert list(bundle.sizes) == ["bon.pdf"] and len(bundle.refused) == 1
    with Archive(archive(tmp_path, {"bon.pdf": pdf(), "ailleurs.pdf": pdf("autre")})) as bundle:
        assert len(bundle.sizes) == 2 and not bundle.refused


@pytest.mark.usefixtures("founding")
def test_nothing_is_written_outside_and_the_rest_comes_in(tmp_path: Path) -> None:
    before = set(tmp_path.parent.rglob("ailleurs*"))
    run = imported(archive(tmp_path, {"bon.pdf": pdf(), **{path: pdf(path) for path in PATHS}}))
    assert (run.counts[Fate.CREATED], run.counts[Fate.FILE_REFUSED]) == (1, len(PATHS))
    assert set(tmp_path.parent.rglob("ailleurs*")) == before
    assert "\u202e" not in report(run) and "sort du dossier" in report(run)


def entry(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


def test_links_are_not_files(tmp_path: Path) -> None:
    link = {entry("lien.pdf", stat.S_IFLNK | 0o777): b"/etc/passwd"}
    with Archive(archive(tmp_path, link)) as bundle:
        assert not bundle.sizes and "renvoi" in bundle.refused[0].reason
    with Archive(archive(tmp_path, {entry("lien.pdf", stat.S_IFREG | 0o644): b"/etc/passwd"})) as bundle:
        assert list(bundle.sizes) == ["lien.pdf"]


def test_what_needs_a_password_is_told(tmp_path: Path) -> None:
    path = archive(tmp_path, {"un.pdf": pdf()})
    with Archive(path) as bundle:
        assert bundle.sizes
    content = bytearray(path.read_bytes())
    content[6] |= 1  # The flag, in the file's own head and in the list (APPNOTE 4.4.4).
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with Archive(path) as bundle:
        assert "mot de passe" in bundle.refused[0].reason


def test_two_files_of_one_name(tmp_path: Path) -> None:
    with Archive(archive(tmp_path, {"Un.pdf": pdf(), "un.PDF": pdf("autre"), "deux.pdf": pdf()})) as bundle:
        assert list(bundle.sizes) == ["Un.pdf", "deux.pdf"] and "même nom" in bundle.refused[0].reason


@pytest.mark.usefixtures("founding")
def test_a_bomb_is_not_opened(tmp_path: Path) -> None:
    bomb = archive(tmp_path, {"un.pdf": pdf(), "bombe.pdf": b"\0" * 20_000_000})
    run = imported(bomb)
    assert run.state == RunState.FAILED and "se gonfle" in run.problem and not LibraryDocument.objects.exists()
    assert imported(archive(tmp_path, {"un.pdf": pdf()})).counts[Fate.CREATED] == 1


def test_entries_that_share_their_bytes_are_a_bomb(tmp_path: Path) -> None:
    path = archive(tmp_path, {"un.pdf": bytes(range(256)) * 100, "deux.pdf": bytes(range(256)) * 100})
    with Archive(path) as bundle:
        assert len(bundle.sizes) == 2
    content = bytearray(path.read_bytes())
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 1)
    struct.pack_into("<L", content, second + 20, len(content))  # its packed size (APPNOTE 4.3.12)
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="se gonfle"):
        Archive(path)


@pytest.mark.parametrize(
    ("module", "limit", "value", "word"),
    [
        (limits, "MOST_FILES", 1, "trop de fichiers"), (limits, "MOST_BYTES", 100, "trop grands"),
        (archives, "MOST_DIRECTORY", 50, "trop de fichiers"),
    ],
)  # fmt: skip
def test_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, limit: str, value: int, word: str
) -> None:
    path = archive(tmp_path, {"un.pdf": pdf(), "deux.pdf": pdf("autre")})
    with Archive(path) as bundle:
        assert len(bundle.sizes) == 2
    monkeypatch.setattr(module, limit, value)
    with pytest.raises(UnreadableFile, match=word):
        Archive(path)


def test_the_list_of_a_large_archive_is_not_believed(tmp_path: Path) -> None:
    path = archive(tmp_path, {"un.pdf": pdf()})
    content = path.read_bytes()
    end = content.index(archives._END)
    path.write_bytes(content[:end] + archives._LARGE + bytes(16) + content[end:])
    with pytest.raises(UnreadableFile, match="trop de fichiers"):
        Archive(path)


def test_a_file_that_is_too_large_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_FILE_BYTES", len(pdf()))
    with Archive(archive(tmp_path, {"un.pdf": pdf(), "deux.pdf": pdf("plus long")})) as bundle:
        assert list(bundle.sizes) == ["un.pdf"] and "trop grand" in bundle.refused[0].reason


def test_an_archive_inside_is_not_opened(tmp_path: Path) -> None:
    inner = archived({"un.pdf": pdf()})
    with Archive(archive(tmp_path, {"dedans.zip": inner})) as bundle:
        assert not bundle.sizes and "n’est pas ouverte" in bundle.refused[0].reason


@pytest.mark.usefixtures("founding")
@pytest.mark.parametrize("cut", [5, 60, -30, -10])
def test_a_damaged_archive_is_told(tmp_path: Path, cut: int) -> None:
    path = archive(tmp_path, {"un.pdf": pdf(), "deux.pdf": pdf("autre")})
    path.write_bytes(path.read_bytes()[:cut])
    run = imported(path)
    assert run.state == RunState.FAILED and run.problem and "interrompu" not in run.problem


@pytest.mark.usefixtures("founding")
def test_a_damaged_file_costs_the_others_nothing(tmp_path: Path) -> None:
    path = archive(tmp_path, {"un.pdf": pdf(), "deux.pdf": pdf("autre")})
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(content)
    run = imported(path)
    assert (run.counts[Fate.CREATED], run.counts[Fate.REFUSED]) == (1, 1) and "abîmé" in report(run)


@pytest.mark.usefixtures("founding")
def test_a_refusal_leaves_nothing_on_the_disk(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT, settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "media", str(tmp_path / "t")
    (tmp_path / "t").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "t"))
    for files in ({"b.ris": b"TY  - BOOK\n", "bombe.pdf": b"\0" * 20_000_000}, {"../un.pdf": pdf()}, {"un.exe": b"MZ"}):
        imported(archive(tmp_path, files))
    assert not list((tmp_path / "t").iterdir()) and not settings.MEDIA_ROOT.exists()
    imported(archive(tmp_path, {"un.pdf": pdf()}))
    assert [each.name for each in settings.MEDIA_ROOT.rglob("*.pdf")] == ["un.pdf"]


@pytest.mark.parametrize("name", [b"\x82tude.pdf", b"\xc3\xa9tud.pdf"])
def test_names_of_old_windows_and_of_macos_are_read(tmp_path: Path, name: bytes) -> None:
    path = archive(tmp_path, {"etude.pdf": pdf()})
    path.write_bytes(path.read_bytes().replace(b"etude.pdf", name))
    with Archive(path) as bundle:
        assert next(iter(bundle.sizes)).startswith("étud")
