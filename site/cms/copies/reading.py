"""A file of pages opened, and believed in nothing: its shape, its digests, and every text in it are looked at first."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from cms.imports.archives import SIGNATURE, Archive
from cms.imports.reading import UnreadableFile

from .shape import FILES, FORMAT, MANIFEST, MOST_JSON, MOST_PAGES, PAGES, VERSION, Content, Manifest

Shape = TypeVar("Shape", bound=BaseModel)
_BLOCK = 256 * 1024  # bytes read at once


class CopyFile:
    """What a file holds, once it is trusted. `sha1` gives Wagtail's digest of each of its files, by sha256."""

    def __init__(self, archive: Archive, manifest: Manifest, content: Content, sha1: dict[str, str]) -> None:
        self.archive, self.manifest, self.content, self.sha1 = archive, manifest, content, sha1


@contextmanager
def opened(path: Path) -> Iterator[CopyFile]:
    """Raises UnreadableFile, with a sentence that says what to do."""
    with path.open("rb") as file:
        if file.read(len(SIGNATURE)) != SIGNATURE:
            raise UnreadableFile(_not_ours())
    with Archive(path) as archive:
        if archive.refused:
            raise UnreadableFile(f"{archive.refused[0].position[:200]!r} : {archive.refused[0].reason}")
        manifest = _manifest(archive)
        pages = _bytes(archive, PAGES)
        if hashlib.sha256(pages).hexdigest() != manifest.sha256:
            raise UnreadableFile(_altered())
        content = _shaped(Content, _json(pages))
        _check_tree(content)
        yield CopyFile(archive, manifest, content, _check_files(archive, content))


def _manifest(archive: Archive) -> Manifest:
    """The version is read first: what a later one holds is not judged by the rules of this one."""
    told = _json(_bytes(archive, MANIFEST))
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise UnreadableFile(_not_ours())
    if isinstance(told.get("version"), int) and told["version"] > VERSION:
        raise UnreadableFile(
            _(
                "Ce fichier vient d’une version plus récente du portail : celui-ci ne sait pas le lire. Rien n’est "
                "écrit. Mettez ce portail à jour, ou refaites le fichier depuis un portail de la même version."
            )
        )
    return _shaped(Manifest, told)


def _bytes(archive: Archive, name: str) -> bytes:
    if name not in archive.sizes:
        raise UnreadableFile(_not_ours())
    if archive.sizes[name] > MOST_JSON:
        raise UnreadableFile(_too_many())
    with archive.stream(name) as stream:
        return stream.read(MOST_JSON + 1)


def _json(content: bytes) -> Any:
    try:
        told = json.loads(content, parse_constant=_refuse_constant)
        _check_texts(told)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(_altered()) from error
    return told


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def _check_texts(value: Any) -> None:
    """No database keeps a null character or half a character. Raises ValueError."""
    if isinstance(value, str):
        value.encode()
        if "\0" in value:
            raise ValueError(value)
    elif isinstance(value, list):
        for each in value:
            _check_texts(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            _check_texts(name)
            _check_texts(each)


def _shaped(shape: type[Shape], told: Any) -> Shape:
    try:
        return shape.model_validate(told)
    except ValidationError as error:
        place = "/".join(map(str, error.errors()[0]["loc"]))[:200]
        reason = _("Ce fichier n’a pas la forme attendue (« %(place)s ») : refaites l’export.")
        raise UnreadableFile(reason % {"place": place}) from error


def _check_tree(content: Content) -> None:
    """One page at the top, the others below one that comes before; none twice."""
    if len(content.pages) > MOST_PAGES:
        raise UnreadableFile(_too_many())
    parents = [page.parent for page in content.pages]
    after = any(parent is None or not 0 <= parent < place for place, parent in enumerate(parents) if place)
    keys = {(page.key, page.locale) for page in content.pages}
    names = {reference.id for reference in content.references}
    if parents[0] is not None or after or len(keys) < len(parents) or len(names) < len(content.references):
        raise UnreadableFile(_altered())


def _check_files(archive: Archive, content: Content) -> dict[str, str]:
    told = {file.sha256 for file in content.files}
    if set(archive.sizes) != {MANIFEST, PAGES} | {FILES + digest for digest in told}:
        raise UnreadableFile(_altered())
    return {digest: _sha1(archive, digest) for digest in told}


def _sha1(archive: Archive, digest: str) -> str:
    sha256, sha1 = hashlib.sha256(), hashlib.sha1(usedforsecurity=False)
    with archive.stream(FILES + digest) as stream:
        while block := stream.read(_BLOCK):
            sha256.update(block)
            sha1.update(block)
    if sha256.hexdigest() != digest:
        raise UnreadableFile(_altered())
    return sha1.hexdigest()


def _not_ours() -> str:
    return _("Ce n’est pas un fichier de pages : choisissez celui que « Exporter en fichier » a donné.")


def _altered() -> str:
    return _("Ce fichier a été modifié ou abîmé depuis son export. Rien n’est écrit : refaites l’export.")


def _too_many() -> str:
    most = MOST_PAGES
    return _("Ce fichier contient trop de pages : %(most)d au plus. Exportez-les en plusieurs fois.") % {"most": most}
