"""Times and memory, each from a process that does nothing else."""

import multiprocessing
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Memory:
    """What a process holds, in MB: its own, and the pages of files it has read, that others share."""

    own: float
    files: float


def memory() -> Memory:
    """Of this process (Linux)."""
    lines = (line.split() for line in Path("/proc/self/status").read_text().splitlines())
    held = {line[0]: float(line[1]) * 1024 / 1e6 for line in lines if line[0].startswith("Rss")}
    return Memory(held["RssAnon:"], held["RssFile:"])


def timed(ask: Callable[[Any], object], questions: Iterable[Any], *, readers: int = 1, pause: float = 0) -> list[float]:
    """Milliseconds of each question. `readers` threads share them, and each rests for `pause` seconds after an answer.

    Raises what a reader raised.
    """
    left, times, errors = iter(list(questions)), [], []

    def reader() -> None:
        try:
            for question in left:
                started = time.perf_counter()
                ask(question)
                times.append((time.perf_counter() - started) * 1000)
                time.sleep(pause)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=reader) for _number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return times


def report(name: str, times: list[float]) -> None:
    cuts = statistics.quantiles(times, n=100)
    print(f"  {name}: p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms ({len(times)} questions)", flush=True)


def apart(function: Callable[..., Any], *arguments: Any) -> Any:
    """The answer of `function` from a process of its own, so that nothing else weighs in its memory."""
    [answer] = together([(function, arguments)])
    return answer


def together(calls: Iterable[tuple[Callable[..., Any], tuple[Any, ...]]]) -> list[Any]:
    """The answers of functions, each from a process of its own, all at the same time. Ends this one when one fails."""
    context = multiprocessing.get_context("spawn")
    running = []
    for function, arguments in calls:
        answers = context.SimpleQueue()
        process = context.Process(target=_answer, args=(answers, function, arguments))
        process.start()
        running.append((process, answers))
    for process, _answers in running:
        process.join()
        if process.exitcode:
            sys.exit(process.exitcode)
    return [answers.get() for _process, answers in running]


def _answer(answers: Any, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    answers.put(function(*arguments))


def machine() -> str:
    return f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
