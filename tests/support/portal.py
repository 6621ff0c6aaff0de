"""The real portal, in processes of its own: what `make run` starts, on a free port and a folder of the test's."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OPEN = "Passerelles est ouvert."
PATIENCE = 180  # seconds: a cold preparation and two processes, on two very busy cores


def eventually(condition: Callable[[], bool], what: str, within: float = PATIENCE) -> None:
    """Returns as soon as `condition()` holds; fails, saying `what` was awaited, after `within` seconds."""
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, f"not in {within} s: {what}"
        time.sleep(0.05)


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(var: Path, port: int) -> dict[str, str]:
    """The environment of a person who keeps the portal's files in `var` and sets nothing else."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return inherited | {"PASSERELLES_VAR": str(var), "PORT": str(port), "PYTHONUTF8": "1"}


def running() -> dict[int, tuple[int, str]]:
    """Every live process of the machine: parent and command, by process number."""
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,stat=,command="], capture_output=True, text=True, check=True, errors="replace"
    )
    rows = (line.split(None, 3) for line in listing.stdout.splitlines())
    return {int(pid): (int(parent), command) for pid, parent, state, command in rows if not state.startswith("Z")}


@dataclass
class Portal:
    """A started launcher. `log` receives all it prints."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @classmethod
    def start(
        cls, var: Path, log: Path, port: int | None = None, through: Sequence[str] = (), **settings: str
    ) -> "Portal":
        """Starts the launcher on `var`, as a shell would: leader of its own process group. `settings` are variables.

        `through`: a command that becomes the one it is given.
        """
        port = port or free_port()
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*through, sys.executable, "-m", "config.run"],
                cwd=ROOT,
                env=environment(var, port) | settings,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return cls(process, port, log)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def printed(self) -> str:
        return self.log.read_text()

    def wait_open(self) -> "Portal":
        """Returns once the portal says it is open; fails with its log if it ends before."""

        def is_open() -> bool:
            assert self.process.poll() is None, self.printed()
            return OPEN in self.printed()

        eventually(is_open, "the portal opens")
        return self

    def family(self) -> dict[int, str]:
        """Commands of the launcher's descendants, by process number."""
        processes = running()
        family = {self.process.pid}
        while more := {pid for pid, (parent, _) in processes.items() if parent in family} - family:
            family |= more
        return {pid: processes[pid][1] for pid in family - {self.process.pid}}

    def stop(self) -> None:
        """Ends everything, however the test left it."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)


def prepared_folder(shared: Path) -> Path:
    """A folder `config.prepare` has filled, made once for all the processes of a test run and never served itself.

    `shared` is a folder they all see. The file `printed` holds what the preparation printed.
    """
    var = shared / "prepared"
    with (shared / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (var / "printed").exists():
            shutil.rmtree(var, ignore_errors=True)
            var.mkdir()
            done = subprocess.run(
                [sys.executable, "-m", "config.prepare"],
                cwd=ROOT, env=environment(var, 8000), capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stdout + done.stderr
            (var / "printed").write_text(done.stdout)
    return var
