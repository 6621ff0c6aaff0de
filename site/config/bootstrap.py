"""From a fresh clone to a working `.venv`. Runs on the machine's own Python, so it imports nothing but its library.

usage: python3 site/config/bootstrap.py run | develop | browser

`run` makes the environment the portal needs, then becomes the launcher; `develop` adds the tools and tests;
`browser` finds Chromium and the programs that judge pages, or installs them. Every refusal is one French sentence on
stderr and exit code 1.
"""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# uv stands inside .venv, out of site-packages: removing .venv starts afresh, and syncing does not remove uv.
UV_HOME = VENV / "uv"
UV_VERSION = "0.13.9"
HOST = "127.0.0.1"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# The programs that judge a page, and those that fetch and run them.
ENGINES = VENV / "engines"
ENGINES_LIST = ROOT / "tests" / "browser" / "engines"
ENGINES_FILES = ("package.json", "package-lock.json", ".npmrc")


class Refusal(Exception):
    """What stops the command, told to the person who typed it."""


def chosen_port() -> int:
    """The port asked for through `PORT`, 8000 if none. Raises `Refusal` for anything but 1 to 65535."""
    asked = os.environ.get("PORT", "") or "8000"
    if not (asked.isascii() and asked.isdigit() and 0 < int(asked) < 65536):
        raise Refusal(f"PORT doit être un nombre entre 1 et 65535 ; « {asked} » n’en est pas un.")
    return int(asked)


def require_free_port(port: int) -> None:
    """Raises `Refusal` if the portal could not listen on `port`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise Refusal(
                f"Le port {port} est réservé au système. Choisissez-en un autre : PORT=8080 make run"
            ) from None
        except OSError:
            raise Refusal(
                f"Le port {port} est déjà pris par un autre programme. "
                f"Arrêtez-le, ou choisissez un autre port : PORT={port + 1 if port < 65535 else 8000} make run"
            ) from None


def step(refusal: str, *command: "str | Path") -> None:
    """Runs `command` at the root of the clone; raises `Refusal` with this sentence if it fails."""
    environment = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONHOME")}
    environment["UV_PROJECT_ENVIRONMENT"] = str(VENV)
    environment["UV_PYTHON_DOWNLOADS"] = "never"
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        raise Refusal(refusal)


def install_uv() -> Path:
    """The pinned uv, from PyPI, through a small environment of its own."""
    uv = UV_HOME / "bin" / "uv"
    stamp = UV_HOME / "version"
    if uv.exists() and stamp.exists() and stamp.read_text() == UV_VERSION:
        return uv
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise Refusal(
            "Ce Python ne sait pas créer d’environnement : il lui manque « venv » ou « ensurepip ». "
            "Sous Debian ou Ubuntu : sudo apt-get install python3-venv"
        ) from None
    print(f"Installation de uv {UV_VERSION}…", flush=True)
    step("L’environnement de uv n’a pas pu être créé dans .venv.", sys.executable, "-m", "venv", "--clear", UV_HOME)
    pip = (UV_HOME / "bin" / "python", "-m", "pip", "--quiet", "--disable-pip-version-check")
    refusal = "uv n’a pas pu être installé depuis PyPI : vérifiez la connexion au réseau, puis relancez."
    step(refusal, *pip, "install", f"uv=={UV_VERSION}")
    stamp.write_text(UV_VERSION)
    return uv


def make_environment(*, develop: bool) -> None:
    """Brings `.venv` to what `uv.lock` says, and does nothing when it is already there.

    `run` never removes the tools that `develop` installed: the two commands can alternate in one clone.
    """
    # The environment holds this clone's address, and is made for one Python.
    facts = [(ROOT / "uv.lock").read_bytes(), os.fsencode(ROOT), sys.version.encode()]
    state = hashlib.sha256(b"\0".join(facts)).hexdigest()
    stamps = {name: VENV / f".synced-{name}" for name in ("run", "develop")}
    enough = ("develop",) if develop else ("run", "develop")
    if PYTHON.exists() and any(stamps[name].exists() and stamps[name].read_text() == state for name in enough):
        return
    uv = install_uv()
    if not PYTHON.exists():
        make = (uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, VENV)
        step("L’environnement .venv n’a pas pu être créé.", *make)
    print("Installation des paquets de uv.lock…", flush=True)
    refusal = (
        "Les paquets n’ont pas pu être installés : le message au-dessus dit pourquoi. "
        "Rien n’est perdu ; relancez la même commande."
    )
    only_to_run = () if develop else ("--no-dev", "--inexact")
    # Compiled here once, rather than at every start where Python is told not to write what it compiles.
    step(refusal, uv, "sync", "--frozen", "--quiet", "--compile-bytecode", "--python", PYTHON, *only_to_run)
    stamps["develop" if develop else "run"].write_text(state)


def find_browser() -> "str | None":
    """The path of a Chromium: the one `CHROMIUM` names, or the first one installed."""
    named = os.environ.get("CHROMIUM")
    return named if named and os.access(named, os.X_OK) else next(filter(None, map(shutil.which, BROWSERS)), None)


def require_browser() -> None:
    """Installs Debian's Chromium when there is none and the person may; raises `Refusal` otherwise."""
    if not find_browser():
        install(
            "Les essais dans le navigateur demandent Chromium, et il n’a pas pu être installé ici. "
            "Installez-le (sous Debian ou Ubuntu : sudo apt-get install chromium), ou donnez son chemin : "
            "CHROMIUM=/chemin/vers/chromium make test. Sans navigateur : make test-quick",
            "chromium",
            "fonts-dejavu-core",
        )


def require_engines() -> None:
    """Brings `.venv/engines` to what the lock of `tests/browser/engines` says; npm fetches, Java runs one of them."""
    for program, package in (("npm", "npm"), ("java", "default-jre-headless")):
        if not shutil.which(program):
            install(
                f"Les essais d’accessibilité demandent « {program} », et il n’a pas pu être installé ici. "
                f"Sous Debian ou Ubuntu : sudo apt-get install {package}. Sans navigateur : make test-quick",
                package,
            )
    state = hashlib.sha256((ENGINES_LIST / "package-lock.json").read_bytes()).hexdigest()
    stamp = ENGINES / ".installed"
    if stamp.exists() and stamp.read_text() == state:
        return
    ENGINES.mkdir(parents=True, exist_ok=True)
    for name in ENGINES_FILES:
        shutil.copy(ENGINES_LIST / name, ENGINES)
    refusal = "Les programmes qui jugent les pages n’ont pas pu être installés : le message au-dessus dit pourquoi."
    step(refusal, "npm", "ci", "--silent", "--prefix", ENGINES)
    stamp.write_text(state)


def install(refusal: str, *packages: str) -> None:
    """Installs Debian's packages if the person may; raises `Refusal` with this sentence otherwise."""
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if not shutil.which("apt-get") or (as_root and not shutil.which("sudo")):
        raise Refusal(refusal)
    print(f"Installation de {', '.join(packages)} par apt-get…", flush=True)
    apt = (*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2")
    step(refusal, *apt, "update")
    step(refusal, *apt, "install", "--no-install-recommends", "--yes", *packages)


def main(task: str) -> None:
    """Does one task of the usage line. `run` does not come back: the launcher takes this process."""
    if task == "run":
        require_free_port(chosen_port())
        make_environment(develop=False)
        os.execv(PYTHON, [str(PYTHON), "-m", "config.run"])
    elif task == "develop":
        make_environment(develop=True)
    elif task == "browser":
        require_browser()
        require_engines()
    else:
        raise Refusal(f"Tâche inconnue : « {task} ». Connues : run, develop, browser.")


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) == 2 else "")
    except Refusal as refusal:
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        sys.exit("Interrompu.")
