"""`make run`: prepares the portal, then keeps its web server and its background worker running together.

usage: python -m config.run        (PORT, PASSERELLES_VAR, DATABASE_URL… from the environment)

Imports no Django: this process only watches. It ends when a signal asks (exit code 0) or when either child ends by
itself (exit code 1); in both cases nothing it started is left behind.
"""

import ctypes
import http.client
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from types import FrameType

from config.bootstrap import HOST, ROOT, Refusal, chosen_port, require_free_port

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOOK_EVERY = 0.1  # seconds between two looks at the children
PATIENCE = 10  # seconds given to a child to end by itself
OPENING_PATIENCE = 60  # seconds given to the first page
PROCESSES = min(2, os.cpu_count() or 1)  # that serve; each knows when what it remembers has changed (`editions`)
THREADS = 4  # requests that each serves at the same time
YIELDING = 10  # how much the background work gives way to readers (nice(2))
PR_SET_PDEATHSIG = 1  # prctl(2)


class StopAsked(Exception):
    """A signal asked the portal to stop."""


def ask_stop(signum: int, frame: FrameType | None) -> None:
    # Once is enough: a second Ctrl-C must not interrupt the orderly stop.
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise StopAsked


def stop_with_parent() -> None:
    """In the child: even if this launcher is killed outright, Linux asks the child to stop."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One process of the portal, leader of a session of its own: Ctrl-C reaches it through the launcher only."""

    name: str
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, name: str, *command: str, environment: dict[str, str], yielding: int = 0) -> "Child":
        def begin() -> None:
            stop_with_parent()
            os.nice(yielding)

        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=begin,
        )
        return cls(name, process)

    def end(self) -> None:
        """Waits for the child, already asked to end, then sweeps whatever it had started itself."""
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            print(f"{self.name} ne s’arrête pas : il est interrompu.", file=sys.stderr, flush=True)
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()


def portal_environment(port: int) -> dict[str, str]:
    """What the children read: the settings of one machine, absolute folders, and the portal's own address."""
    environment = dict(os.environ, PYTHONUNBUFFERED="1")
    environment.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    environment.setdefault("PASSERELLES_URL", f"http://{HOST}:{port}")
    if folder := environment.get("PASSERELLES_VAR"):
        environment["PASSERELLES_VAR"] = os.path.abspath(folder)
    return environment


def answers(port: int) -> bool:
    """Whether the home page answers, whatever it says: its content is not the launcher's business."""
    connection = http.client.HTTPConnection(HOST, port, timeout=OPENING_PATIENCE)
    try:
        connection.request("GET", "/")
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def watch(children: list[Child], port: int) -> None:
    """Announces the portal once it answers, then waits. Raises `Refusal` when a child ends by itself."""
    open_before = time.monotonic() + OPENING_PATIENCE
    announced = False
    while True:
        for child in children:
            if (code := child.process.poll()) is not None:
                raise Refusal(f"{child.name} s’est arrêté tout seul (code {code}) : le portail est fermé.")
        if not announced and answers(port):
            print(
                f"\nPasserelles est ouvert.\n  Site           : http://{HOST}:{port}/\n"
                f"  Administration : http://{HOST}:{port}/admin/\nCtrl-C pour arrêter.\n",
                flush=True,
            )
            announced = True
        if not announced and time.monotonic() > open_before:
            raise Refusal(f"Le portail n’a pas répondu en {OPENING_PATIENCE} secondes : il est fermé.")
        time.sleep(LOOK_EVERY)


def main() -> int:
    """Exit code: 0 when a signal asked to stop, 1 when something went wrong."""
    for number in STOP_SIGNALS:
        signal.signal(number, ask_stop)
    children: list[Child] = []
    try:
        port = chosen_port()
        require_free_port(port)
        environment = portal_environment(port)
        preparation = Child.start("La préparation", "config.prepare", environment=environment)
        children.append(preparation)
        if preparation.process.wait():
            raise Refusal("La préparation du portail a échoué : le message au-dessus dit pourquoi.")
        children.remove(preparation)
        server = ("granian", "--interface", "wsgi", "--host", HOST, "--port", str(port), "--log-level", "warning")
        size = ("--workers", str(PROCESSES), "--blocking-threads", str(THREADS))
        limits = (*size, "--workers-kill-timeout", str(PATIENCE // 2))
        children.append(
            Child.start("Le serveur web", *server, *limits, "config.wsgi:application", environment=environment)
        )
        children.append(Child.start("Le travail de fond", "config.worker", environment=environment, yielding=YIELDING))
        watch(children, port)
    except Refusal as refusal:
        print(refusal, file=sys.stderr, flush=True)
        return 1
    except StopAsked:
        print("\nArrêt du portail…", flush=True)
        return 0
    finally:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        for child in children:
            child.process.terminate()
        for child in children:
            child.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
