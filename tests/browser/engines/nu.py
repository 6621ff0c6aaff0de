"""The Nu HTML checker, on pages as the portal sends them or as a browser holds them."""

import json
import subprocess
from pathlib import Path
from typing import Any

from config.bootstrap import ENGINES

PROGRAM = ENGINES / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def faults(pages: dict[str, str], folder: Path) -> list[str]:
    """One line for each error and warning in `pages`, HTML by name; `folder` receives a file for each."""
    files = []
    for number, html in enumerate(pages.values()):
        files.append(folder / f"{number}.html")
        files[-1].write_text(html)
    names = dict(zip((file.name for file in files), pages, strict=True))
    done = subprocess.run(
        ["java", "-jar", PROGRAM, "--format", "json", *files], capture_output=True, text=True, check=False
    )
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return [f"{names[Path(each['url']).name]}: {each['message']}: {each.get('extract', '')[:200]}" for each in messages]
