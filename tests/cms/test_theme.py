"""What the theme promises: budgets, a strict content policy, and contrasts in light and in dark."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

STATIC = settings.SITE / "theme" / "static"
TEMPLATES = settings.SITE / "theme" / "templates"
CSS_BUDGET = 46 * 1024
JS_BUDGET = 15 * 1024
FONT_BUDGET = 60 * 1024

# WCAG 2.2, 1.4.3 (AA, text) and 1.4.11 (interface components).
TEXT, INTERFACE = 4.5, 3.0
BACKGROUNDS = ("paper", "surface", "tint")
PAIRS = [
    *[(ink, background, TEXT) for ink in ("ink", "ink-soft", "link", "sun-text") for background in BACKGROUNDS],
    *[(kind, "surface", TEXT) for kind in ("project", "organisation", "event", "resource", "territory")],
    *[(tone, f"{tone}-tint", TEXT) for tone in ("info", "success", "warning", "error")],
    *[("ink", f"{tone}-tint", TEXT) for tone in ("info", "success", "warning", "error", "sun")],
    *[("sun-text", "sun-tint", TEXT), ("on-sun", "sun", TEXT), ("error", "surface", TEXT), ("error", "paper", TEXT)],
    *[(ink, ground, TEXT) for ink in ("on-brand", "on-brand-soft") for ground in ("brand", "brand-deep")],
    *[("edge", background, INTERFACE) for background in BACKGROUNDS],
    *[("mark-bank", "surface", INTERFACE), ("focus-inner", "focus-outer", INTERFACE)],
]


def tokens() -> dict[str, tuple[str, str]]:
    """Token name → its (light, dark) colours, as "#rrggbb"."""
    css = (STATIC / "css" / "base.css").read_text(encoding="utf-8")
    found = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", css)
    return {name: (light, dark) for name, light, dark in found}


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", as WCAG 2.2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_colours_are_readable(ink: str, ground: str, least: float, scheme: int) -> None:
    colours = tokens()
    assert contrast(colours[ink][scheme], colours[ground][scheme]) >= least


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", [*BACKGROUNDS, "brand", "brand-deep", "sun"])
def test_one_of_the_two_focus_rings_shows_on_any_ground(ground: str, scheme: int) -> None:
    colours = tokens()
    rings = [colours["focus-inner"][scheme], colours["focus-outer"][scheme]]
    assert max(contrast(ring, colours[ground][scheme]) for ring in rings) >= INTERFACE


@pytest.mark.parametrize(("folder", "budget"), [("css", CSS_BUDGET), ("js", JS_BUDGET), ("fonts", FONT_BUDGET)])
def test_files_stay_in_their_budget(folder: str, budget: int) -> None:
    files = [path for path in (STATIC / folder).iterdir() if path.suffix != ".txt"]
    assert 0 < sum(path.stat().st_size for path in files) <= budget


def test_every_token_used_is_defined() -> None:
    css = "".join(path.read_text(encoding="utf-8") for path in (STATIC / "css").iterdir())
    defined = set(re.findall(r"--([a-z0-9-]+):", css))
    assert set(re.findall(r"var\(--([a-z0-9-]+)", css)) <= defined


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_needs_a_looser_content_policy(path: Path) -> None:
    source = re.sub(r"{%.*?%}", "", path.read_text(encoding="utf-8"))
    assert "<style" not in source
    assert not re.search(r"\sstyle=", source)
    assert not re.search(r"\son[a-z]+=", source)
    assert "javascript:" not in source
    for attributes in re.findall(r"<script([^>]*)>", source):
        assert "src=" in attributes, "inline script"
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", source), "another site's file or address"


def test_the_page_of_last_resort_needs_nothing() -> None:
    html = get_template("500.html").render()
    assert "Réessayez" in html
    assert 'action="/recherche/"' in html
