"""The engines see what they are for: without this, finding nothing would prove nothing."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from .engines import axe, ibm, nu

WRONG = """<!doctype html><html lang="fr"><head><title>Essai</title></head><body><main><h1>Essai</h1>
<p><div>Une image sans alternative</div></p><img src="x.png"><input name="nom"></main></body></html>"""


def test_each_finds_what_is_wrong(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page("/mentions-legales/")
    assert not axe.faults(page) and not ibm.faults(page)
    page.evaluate(
        "() => { document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\"><input>'); }"
    )
    assert {fault.split(" ")[0] for fault in axe.faults(page)} >= {"image-alt", "label"}
    assert {fault.split(":")[0] for fault in ibm.faults(page)} >= {"img_alt_valid", "input_label_exists"}
    faults = nu.faults({"right": page.content().split("<main")[0], "wrong": WRONG}, tmp_path)
    assert any("wrong: An “img” element must have an “alt”" in fault for fault in faults)
    assert any("wrong: No “p” element in scope" in fault for fault in faults)
