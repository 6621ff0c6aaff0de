"""QR codes, on pages and on paper, are those of what they should say."""

import re
from xml.etree import ElementTree

import pytest
import segno

from events.printing import certificate, qr_svg

from .facts import ADDRESS, a_certificate
from .papers import Paper

SVG = "{http://www.w3.org/2000/svg}"


def modules(svg: str) -> list[list[int]]:
    """The modules that the lines of the drawing cover, without the quiet zone."""
    root = ElementTree.fromstring(svg)
    side = int(root.attrib["viewBox"].split()[2])
    drawn = [[0] * side for _row in range(side)]
    lines = root.findall(f"{SVG}path")[1].attrib["d"]
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", lines):
        drawn[int(y)][int(x) : int(x) + int(length)] = [1] * int(length)
    return [row[4:-4] for row in drawn[4:-4]]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("K7QX2M9P4TRD", "alphanumeric"),
        ("https://passerelles.example/?a=1&b=<2>", "byte"),
        ("éééé", "byte"),
        ("7" * 90, "numeric"),
    ],
)
def test_the_drawing_is_the_code(text: str, mode: str) -> None:
    expected = segno.make(
        text.encode() if mode == "byte" else text, error="m", mode=mode, micro=False, boost_error=False
    )
    assert modules(qr_svg(text, "Essai")) == [[int(module) for module in row] for row in expected.matrix]


def test_it_has_a_name_whatever_is_in_it() -> None:
    name = 'Code de « Jean "J" <b>Exemple</b> & fils »'
    root = ElementTree.fromstring(qr_svg("K7QX2M9P4TRD", name))
    assert (root.attrib["role"], root.attrib["aria-label"]) == ("img", name)
    assert [child.tag for child in root.iter()] == [f"{SVG}svg", f"{SVG}path", f"{SVG}path"]


def test_it_has_nothing_that_the_policy_of_pages_refuses() -> None:
    assert not re.search(r"style|script|href", qr_svg("K7QX2M9P4TRD", "Essai"))


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(segno.DataOverflowError):
        qr_svg("x" * 2332, "Essai")


def test_the_drawing_on_a_certificate_is_the_code_of_its_address() -> None:
    picture = Paper(certificate(a_certificate())).picture()
    width, height = picture.size
    corner = picture.crop((width * 7 // 10, height * 8 // 10, width, height))
    dark = corner.point(lambda shade: 255 * (shade < 128))
    code = dark.crop(dark.getbbox())
    expected = segno.make(ADDRESS, error="m", micro=False, boost_error=False)
    count = len(expected.matrix)
    side = code.width / count
    assert code.height == pytest.approx(code.width, abs=2)
    read = [
        [int(bool(code.getpixel((int((x + 0.5) * side), int((y + 0.5) * side))))) for x in range(count)]
        for y in range(count)
    ]
    assert read == [[int(module) for module in row] for row in expected.matrix]
