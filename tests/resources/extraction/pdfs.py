"""PDFs: tagged ones by Typst, and bare ones, object by object, for what no program should write."""

import hashlib
import zlib
from functools import cache

import typst

SENTENCE = "Les personnes accompagnées trouvent un emploi en milieu ordinaire grâce aux partenaires."


@cache
def typeset(pages: int = 2, *, standards: str | None = "ua-1") -> bytes:
    """`standards=None`: without tags. Each page says its number in letters that nothing else holds: `page-3`."""
    header = '#set document(title: "Guide de l’emploi")\n#set text(lang: "fr", region: "FR")\n'
    body = "#pagebreak()\n".join(f"= Chapitre\npage-{number}\n\n{SENTENCE}\n" for number in range(1, pages + 1))
    return bytes(typst.compile((header + body).encode(), pdf_standards=standards or [], pdf_tags=standards is not None))


def bare(
    *, catalog: bytes = b"", page: bytes = b"", content: bytes = b"", more: tuple[bytes, ...] = (), pages: int = 1
) -> bytes:
    """Object 1 is the catalog, 2 the pages, 3 the content of all, 4 the font, 5 onwards `more`, then each page."""
    first = 5 + len(more)
    kids = b" ".join(b"%d 0 R" % (first + number) for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        stream(content or b"BT /F1 24 Tf 72 700 Td (Un texte de trente caracteres ou plus) Tj ET"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    ]
    resources = b"/Resources << /Font << /F1 4 0 R >> /XObject << /Im1 5 0 R >> >>"
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R %s %s >>" % (resources, page)
    objects += [leaf] * pages
    return assembled(objects)


def assembled(objects: list[bytes], trailer: bytes = b"") -> bytes:
    file, places = bytearray(b"%PDF-1.7\n"), []
    for number, written in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    file += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(file)


def stream(content: bytes, dictionary: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), dictionary, content)


def object_stream(written: bytes, number: int = 100) -> bytes:
    """A compressed object stream that holds one object."""
    head = b"%d 0 " % number
    packed = zlib.compress(head + written)
    return stream(packed, b"/Type /ObjStm /N 1 /First %d /Filter /FlateDecode" % len(head))


def scan(pages: int = 1) -> bytes:
    """Pages that are one image each."""
    image = stream(
        b"\x80", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    return bare(content=b"q 612 0 0 792 0 0 cm /Im1 Do Q", more=(image,), pages=pages)


# ISO 32000-1, 7.6.3.3: what fills up passwords shorter than 32 bytes.
_PASSWORD_FILLING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def encrypted(*, opens: bool) -> bytes:
    """With an empty password for readers (7.6.3.4, algorithms 2 and 4), or one that nobody knows; the compressed
    objects cannot be read without the key.
    """
    owner, permissions, identifier = b"\1" * 32, -4, b"\2" * 16
    told = _PASSWORD_FILLING + owner + permissions.to_bytes(4, "little", signed=True) + identifier
    user = _rc4(hashlib.md5(told).digest()[:5], _PASSWORD_FILLING) if opens else b"\3" * 32
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P %d /O <%s> /U <%s> >>"
        % (permissions, owner.hex().encode(), user.hex().encode()),
        stream(b"unreadable", b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"),
    ]
    written = identifier.hex().encode()
    return assembled(objects, b"/Encrypt 4 0 R /ID [<%s> <%s>]" % (written, written))


def _rc4(key: bytes, message: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i, j, written = 0, 0, bytearray()
    for byte in message:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        written.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(written)
