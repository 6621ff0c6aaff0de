"""axe-core, in the page."""

from functools import cache
from typing import Any

from playwright.sync_api import Page

from config.bootstrap import ENGINES

# The rules of WCAG 2.2 AA and of the French RGAA 4, and its authors' good practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "RGAAv4", "best-practice"]

# What lies half under a header that stays: scrolling brings it out.
_COVERED = "because it is partially obscured"


@cache
def _program() -> str:
    return (ENGINES / "node_modules" / "axe-core" / "axe.min.js").read_text()


def faults(page: Page) -> list[str]:
    """One line for each rule and place."""
    page.evaluate(_program())
    found: dict[str, Any] = page.evaluate("tags => axe.run({ runOnly: tags })", TAGS)
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:200]} {node.get('failureSummary', '')}"
        for rule in found["violations"]
        for node in rule["nodes"]
        if _COVERED not in node.get("failureSummary", "")
    ]
