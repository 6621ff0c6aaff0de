"""Office files that do not enter, each beside a harmless twin that does."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from resources.extraction import LIMITS
from resources.reading.refused import Reason

from . import offices, pdfs
from .conftest import Reader

MAKERS = {
    "docx": offices.docx, "pptx": offices.pptx, "xlsx": offices.xlsx,
    "odt": offices.odt, "odp": offices.odp, "ods": offices.ods,
}  # fmt: skip


@pytest.mark.parametrize("content", MAKERS)
@pytest.mark.parametrize("name", MAKERS)
def test_the_content_decides(reader: Reader, content: str, name: str) -> None:
    made = MAKERS[content]()
    if content == name:
        assert reader.inspect(made, f"guide.{name}").format == name
    else:
        reader.refuses(made, f"guide.{name}", Reason.DISGUISED)


@pytest.mark.parametrize("content", [b"MZ\x90\0" + b"\0" * 500, pdfs.bare(), b"Du texte"])
def test_another_kind_of_file_renamed(reader: Reader, content: bytes) -> None:
    reader.refuses(content, "guide.docx", Reason.DISGUISED)


def test_an_archive_of_something_else(reader: Reader) -> None:
    reader.refuses(offices.archive({"programme.exe": b"MZ"}), "guide.docx", Reason.DISGUISED)


def typed(declared: str) -> bytes:
    types = offices.TYPES.format(parts=f'<Override PartName="/a.bin" ContentType="application/vnd.ms-{declared}"/>')
    return offices.archive(offices.docx_parts() | {"[Content_Types].xml": types})


@pytest.mark.parametrize(
    "content",
    [
        offices.docx(word__vbaProject_bin=b"\0"),
        offices.docx(word__VBAPROJECT_BIN=b"\0"),
        typed("office.vbaProject"),
        typed("word.document.macroEnabled.main+xml"),
    ],
)
def test_macros(reader: Reader, content: bytes) -> None:
    reader.refuses(content, "guide.docx", Reason.MACROS)


def test_what_is_no_macro(reader: Reader) -> None:
    reader.inspect(offices.docx(word__media__image_bin=b"\0"), "guide.docx")
    reader.inspect(typed("office.activeX"), "guide.docx")
    reader.refuses(offices.odt(Basic__Standard__Module="<a/>"), "guide.odt", Reason.MACROS)
    reader.inspect(offices.odt(Pictures__Basic="<a/>"), "guide.odt")


def test_passwords(reader: Reader) -> None:
    container = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
    protected = container + "EncryptedPackage".encode("utf-16-le")
    reader.refuses(protected, "guide.docx", Reason.ENCRYPTED)
    # The twin is a file of Word 97 that was renamed: refused too, for what it is.
    reader.refuses(container, "guide.docx", Reason.DISGUISED)
    manifest = f"<manifest:manifest{offices.ODF}><manifest:file-entry>{{}}</manifest:file-entry></manifest:manifest>"
    data = "<manifest:encryption-data/>"
    reader.refuses(offices.odt(**{"META-INF__manifest.xml": manifest.format(data)}), "guide.odt", Reason.ENCRYPTED)
    reader.inspect(offices.odt(**{"META-INF__manifest.xml": manifest.format("")}), "guide.odt")
    flagged = bytearray(offices.docx())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        flagged[flagged.find(mark) + flags] |= 1
    reader.refuses(bytes(flagged), "guide.docx", Reason.ENCRYPTED)


DECLARED = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
READ_PARTS = ["word/document.xml", "word/styles.xml", "docProps/core.xml", "[Content_Types].xml", "word/comments.xml"]


@pytest.mark.parametrize("part", READ_PARTS)
@pytest.mark.parametrize(
    "declared",
    [
        DECLARED,
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        "<!DOCTYPE a><a/>",
        "<!-- " + "x" * 9000 + "-->" + DECLARED,
    ],
)
def test_xml_that_declares_entities(reader: Reader, part: str, declared: str) -> None:
    parts = offices.docx_parts() | {part: declared}
    reader.refuses(offices.archive(parts), "guide.docx", Reason.ENTITIES)
    utf_16 = offices.docx_parts() | {part: declared.encode("utf-16")}
    reader.refuses(offices.archive(utf_16), "guide.docx", Reason.ENTITIES)


def test_entities_in_workbooks_are_seen_before_they_are_read(reader: Reader) -> None:
    with zipfile.ZipFile(BytesIO(offices.xlsx())) as workbook:
        parts = {name: workbook.read(name) for name in workbook.namelist()}
    reader.refuses(offices.archive(parts | {"xl/worksheets/sheet1.xml": DECLARED}), "guide.xlsx", Reason.ENTITIES)
    reader.inspect(offices.archive(parts), "guide.xlsx")


def test_text_that_speaks_of_entities(reader: Reader) -> None:
    body = "<w:p><w:r><w:t>&lt;!DOCTYPE a&gt; &amp;b; &#233;</w:t></w:r></w:p>"
    assert reader.extract(offices.docx(body), "guide.docx").text.startswith("<!DOCTYPE a> &b; é")


LONG_BODY = "<w:p><w:r><w:t>" + "emploi " * 3_000_000 + "</w:t></w:r></w:p>"


def test_a_bomb(reader: Reader) -> None:
    bomb = offices.docx(LONG_BODY)
    assert len(bomb) < 60_000
    reader.refuses(bomb, "guide.docx", Reason.BOMB)
    reader.refuses(bomb, "guide.docx", Reason.BOMB, LIMITS._replace(unpacked_ratio=1000, unpacked_bytes=2_000_000))
    opened = reader.extract(bomb, "guide.docx", LIMITS._replace(unpacked_ratio=1000))
    assert opened.text.startswith("emploi emploi") and len(opened.text) > 4_900_000 and opened.truncated


def test_a_bomb_that_lies_about_its_size(reader: Reader) -> None:
    """What is announced is what is read, at most."""
    bomb = bytearray(offices.archive(offices.docx_parts(LONG_BODY)))
    size = len(offices.docx_parts(LONG_BODY)["word/document.xml"])
    lying = bytes(bomb).replace(size.to_bytes(4, "little"), (5000).to_bytes(4, "little"))
    assert lying != bomb
    reader.refuses(lying, "guide.docx", Reason.BROKEN)


def test_too_many_entries(reader: Reader) -> None:
    content = offices.docx(**{f"word__{number}_bin": b"" for number in range(50)})
    reader.refuses(content, "guide.docx", Reason.BOMB, LIMITS._replace(archive_entries=50))
    reader.inspect(content, "guide.docx")


def test_entries_that_overlap(reader: Reader) -> None:
    """As in a bomb whose entries all unpack the same bytes."""
    content = offices.archive(offices.docx_parts(), zipfile.ZIP_STORED)
    directory = content.find(b"PK\x01\x02")
    second = content.find(b"PK\x01\x02", directory + 4)
    third = content.find(b"PK\x01\x02", second + 4)
    offset = content[second + 42 : second + 46]
    overlapping = content[: third + 42] + offset + content[third + 46 :]
    reader.refuses(overlapping, "guide.docx", Reason.BOMB)
    reader.inspect(content, "guide.docx")


@pytest.mark.parametrize("name", ["../../a.xml", "word/../../a.xml", "/etc/passwd", "..\\a.xml", "C:\\a.xml"])
def test_names_that_lead_out(reader: Reader, name: str) -> None:
    reader.refuses(offices.archive(offices.docx_parts() | {name: "<a/>"}), "guide.docx", Reason.PATHS)


def test_names_with_dots_that_lead_nowhere(reader: Reader) -> None:
    reader.inspect(offices.archive(offices.docx_parts() | {"word/a..b.xml": "<a/>", "..c.xml": "<a/>"}), "guide.docx")


PREFIXED: dict[str, Callable[[bytes], bytes]] = {
    "something before": lambda content: b"MZ" + content,
    "an archive before": lambda content: offices.archive({"a": "b"}) + content,
    "something after": lambda content: content + b"MZ",
    "a comment": lambda content: content[:-2] + b"\x02\x00MZ",
}


@pytest.mark.parametrize("name", PREFIXED)
def test_something_around_the_archive(reader: Reader, name: str) -> None:
    reader.refuses(PREFIXED[name](offices.docx()), "guide.docx", Reason.POLYGLOT)


def test_the_same_name_twice(reader: Reader) -> None:
    file = BytesIO(offices.docx())
    with zipfile.ZipFile(file, "a") as packed, pytest.warns(UserWarning, match="Duplicate name"):
        packed.writestr("word/document.xml", "<a/>")
    reader.refuses(file.getvalue(), "guide.docx", Reason.POLYGLOT)


@pytest.mark.parametrize("name", MAKERS)
def test_cut_short(reader: Reader, name: str) -> None:
    content = MAKERS[name]()
    reader.refuses(content[: len(content) // 2], f"guide.{name}", Reason.BROKEN)


def test_xml_cut_short(reader: Reader) -> None:
    reader.refuses(offices.archive(offices.docx_parts() | {"word/document.xml": "<a><b>"}), "guide.docx", Reason.BROKEN)


def test_a_workbook_with_nonsense_inside(reader: Reader) -> None:
    with zipfile.ZipFile(BytesIO(offices.xlsx())) as workbook:
        parts = {name: workbook.read(name) for name in workbook.namelist()}
    reader.refuses(offices.archive(parts | {"xl/workbook.xml": "<a/>"}), "guide.xlsx", Reason.BROKEN)
