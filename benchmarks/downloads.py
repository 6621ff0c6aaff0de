"""Memory of the web server while it sends a large file, and how a stopped download goes on: `make bench`.

usage: python -m benchmarks.downloads [--megabytes 200] [--readers 4]

The portal's own server, one process, on an SQLite database made for it. A file of random bytes, given by a published
resource, is read by several readers at once, then from its middle. Prints one line per figure.
"""

import argparse
import hashlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .measuring import apart, machine

_BLOCK = 1024 * 1024
_PATIENCE = 60  # seconds for the server to open


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--readers", type=int, default=4)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="passerelles-bench-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings.local",
            "PASSERELLES_VAR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        }
        path, digest = apart(fill, asked.megabytes)
        print(f"A file of {asked.megabytes} MB, {machine()}", flush=True)
        with served() as (base, process):
            read(base + path, 0)  # What a process reads once in its life is read here.
            before = _held(process)
            started = time.perf_counter()
            most, digests = _watched(base + path, process, asked.readers)
            seconds = time.perf_counter() - started
            assert set(digests) == {digest}
            rate = asked.megabytes * asked.readers / seconds
            print(
                f"  {asked.readers} readers: {rate:.0f} MB/s in all; server: {before:.0f} MB, then {most:.0f} at most"
            )
            started = time.perf_counter()
            half = asked.megabytes * _BLOCK // 2
            _digest, received = read(base + path, half)
            assert received == asked.megabytes * _BLOCK - half
            print(f"  the second half alone: {time.perf_counter() - started:.2f} s", flush=True)


def fill(megabytes: int) -> tuple[str, str]:
    """The path of a file that everyone may have, and the digest of its bytes."""
    import django

    django.setup()
    from django.core.files.base import ContentFile
    from django.core.management import call_command
    from wagtail.models import Page, Site

    from cms.models import HomePage
    from resources.models import LibraryDocument, ResourceFile, ResourceIndexPage, ResourcePage

    call_command("migrate", verbosity=0)
    home = Page.objects.get(depth=1).add_child(instance=HomePage(title="Accueil", slug="accueil", headline="Accueil"))
    Site.objects.update(root_page=home)
    index = home.add_child(instance=ResourceIndexPage(title="Ressources", slug="ressources"))
    page = index.add_child(instance=ResourcePage(title="Un guide", slug="guide", kind="guide"))
    content = os.urandom(megabytes * _BLOCK)
    document = LibraryDocument(title="Un guide", file=ContentFile(content, name="guide.pdf"))
    document._set_document_file_metadata()
    document.save()
    page.files = [ResourceFile(label="Un guide", document=document)]
    page.save()
    return document.url, hashlib.sha256(content).hexdigest()


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """The address of the portal's server, and the number of its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--log-level", "error"]
    with subprocess.Popen([*command, "config.wsgi:application"]) as server:
        try:
            deadline = time.monotonic() + _PATIENCE
            while socket.socket().connect_ex(("127.0.0.1", port)):
                if time.monotonic() > deadline:
                    sys.exit("The server did not open.")
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            server.terminate()


def read(url: str, first: int) -> tuple[str, int]:
    """The digest and the number of the bytes from `first` on."""
    request = urllib.request.Request(url, headers={"Range": f"bytes={first}-"} if first else {})
    digest, received = hashlib.sha256(), 0
    with urllib.request.urlopen(request) as answer:
        assert answer.status == (206 if first else 200)
        while block := answer.read(_BLOCK):
            digest.update(block)
            received += len(block)
    return digest.hexdigest(), received


def _watched(url: str, process: int, readers: int) -> tuple[float, list[str]]:
    """The most MB that the server held while `readers` read at once, and what each received."""
    digests: list[str] = []
    threads = [threading.Thread(target=lambda: digests.append(read(url, 0)[0])) for _number in range(readers)]
    for thread in threads:
        thread.start()
    most = 0.0
    while any(thread.is_alive() for thread in threads):
        most = max(most, _held(process))
        time.sleep(0.02)
    return most, digests


def _held(process: int) -> float:
    """MB that a process and its children hold of their own (Linux)."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    total = 0.0
    for pid in (process, *map(int, children)):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        total += sum(float(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("RssAnon:"))
    return total


if __name__ == "__main__":
    main()
