"""A real disk that can be full: a small file system in memory, seen by one portal alone and gone with it."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.portal import Portal

ROOM = 32  # MiB: a portal just prepared, and what it needs to live
# In a mount namespace of its own (namespaces(7)); with one of users, no privilege is needed.
_ROOT = os.geteuid() == 0
_APART = ["unshare", "--mount", *([] if _ROOT else ["--user", "--map-root-user"])]
_ENTER = ["nsenter", "--mount", *([] if _ROOT else ["--user", "--preserve-credentials"])]
_MOUNT = f"""
mount -t tmpfs -o size={ROOM}m,mode=700 tmpfs "$1" && cp -a "$0/." "$1/" && mkdir "$1/tmp" && shift && exec "$@"
"""
_QUERY = """
import json, sqlite3, sys
database = sqlite3.connect(sys.argv[1], timeout=30)
rows = [database.execute(statement).fetchall() for statement in sys.argv[2:]]
database.commit()
print(json.dumps(rows[-1]))
"""


@dataclass
class SmallDisk:
    """The disk of `portal`, which sees it under the name `var`."""

    portal: Portal
    var: Path

    @classmethod
    def holding(cls, prepared: Path, var: Path, log: Path) -> "SmallDisk":
        """A portal started on a small disk that holds a copy of `prepared`; its temporary files are there too."""
        var.mkdir()
        through = [*_APART, "sh", "-c", _MOUNT, str(prepared), str(var)]
        return cls(Portal.start(var, log, through=through, TMPDIR=str(var / "tmp")), var)

    @property
    def here(self) -> Path:
        """Where this process, which does not see the disk, finds it (proc(5)). Not for SQLite, which resolves links."""
        return Path(f"/proc/{self.portal.process.pid}/root{self.var}")

    def rows(self, *statements: str) -> list[list[Any]]:
        """What the last of these says to the portal's database, those before it being done first."""
        command = [*_ENTER, f"--target={self.portal.process.pid}", sys.executable, "-c", _QUERY]
        database = str(self.var / "passerelles.sqlite3")
        done = subprocess.run([*command, database, *statements], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return list(json.loads(done.stdout))

    @contextmanager
    def full(self) -> Iterator[None]:
        """To the last byte, while the block lasts."""
        # A journal that is long already has room of its own.
        self.rows("SELECT count(*) FROM sqlite_master", "PRAGMA wal_checkpoint(TRUNCATE)")
        ballast = self.here / "ballast"
        try:
            with ballast.open("ab", buffering=0) as file:
                for block in (2**20, 2**12, 1):
                    _write_until_full(file.write, bytes(block))
            yield
        finally:
            ballast.unlink()


def _write_until_full(write: Any, block: bytes) -> None:
    """Raises what is not a lack of room."""
    try:
        while write(block):
            pass
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
