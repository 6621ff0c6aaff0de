"""IBM's Equal Access checker, in the page. What it only asks a person to look at is no fault."""

from functools import cache
from typing import Any

from playwright.sync_api import Page

from config.bootstrap import ENGINES

POLICIES = ["IBM_Accessibility", "WCAG_2_2"]
# It takes what a closed `details` holds for visible, and its labels for hidden: all are open while it looks.
_CHECK = """async policies => {
  const closed = [...document.querySelectorAll('details:not([open])')];
  closed.forEach(each => { each.open = true; });
  const { results } = await new ace.Checker().check(document, policies);
  closed.forEach(each => { each.open = false; });
  return results
    .filter(each => each.value.join() === 'VIOLATION,FAIL')
    .map(({ ruleId, message, snippet }) => ({ ruleId, message, snippet }));
}"""
# A region that scrolls takes the focus, or the keyboard never reaches what is out of sight (axe asks for it).
_SCROLLING = ("element_tabbable_role_valid", 'tabindex="0" role="region"')


@cache
def _program() -> str:
    return (ENGINES / "node_modules" / "accessibility-checker-engine" / "ace.js").read_text()


def faults(page: Page) -> list[str]:
    """One line for each rule and place."""
    page.evaluate(_program())
    found: list[dict[str, Any]] = page.evaluate(_CHECK, POLICIES)
    return [
        f"{each['ruleId']}: {each['message']}: {each['snippet'][:200]}"
        for each in found
        if not (each["ruleId"] == _SCROLLING[0] and _SCROLLING[1] in each["snippet"])
    ]
