"""Speed and memory of the search engines beside Wagtail's own search: `make bench`.

usage: python -m benchmarks.engine [--documents 100000] [--questions 400] [--peer-documents 2000] [--engine …]

The embedded engine, then Elasticsearch where ELASTICSEARCH_URL leads to one (`.ci/with-elasticsearch make bench`); each
beside Wagtail's search on the same documents: in a database, where it takes no more than a few thousand of them, and in
the same Elasticsearch. Readers are 8 threads of 2 processes, as on a server of two processors; a process of its own
commits twice a second meanwhile. Prints one line per figure. Times are wall-clock; a busy machine makes them longer.
"""

import argparse
import os
import tempfile
import uuid
from itertools import chain

from . import engines, wagtail
from .measuring import apart, machine, report, together

PEER_QUESTIONS = 40  # its answers take long enough


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=400)
    parser.add_argument("--peer-documents", type=int, default=2_000, help="in Wagtail's database search; 0: no peer")
    parser.add_argument("--engine", choices=["embedded", "elasticsearch"], help="this one alone")
    asked = parser.parse_args()
    nodes = tuple(filter(None, os.environ.pop("ELASTICSEARCH_URL", "").split(",")))
    with tempfile.TemporaryDirectory(prefix="passerelles-bench-") as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        if asked.engine != "elasticsearch":
            embedded(folder, asked.documents, asked.questions, asked.peer_documents)
        if nodes and asked.engine != "embedded":
            elasticsearch(folder, nodes, asked.documents, asked.questions, beside_peer=bool(asked.peer_documents))


def embedded(folder: str, documents: int, questions: int, peer_documents: int) -> None:
    print(f"Embedded engine, {documents} documents, {machine()}", flush=True)
    measure(engines.Place(folder=folder), documents, questions)
    if peer_documents:
        print(f"Both on {peer_documents} documents, one reader", flush=True)
        small = engines.Place(folder=f"{folder}/small")
        apart(engines.build, small, peer_documents)
        report("embedded engine, page with facets and highlights", apart(engines.read_alone, small, PEER_QUESTIONS))
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        report("Wagtail's database search, hits and total", apart(wagtail.database, peer_documents, PEER_QUESTIONS))


def elasticsearch(folder: str, nodes: tuple[str, ...], documents: int, questions: int, *, beside_peer: bool) -> None:
    name = f"bench-{uuid.uuid4().hex}"
    print(f"Elasticsearch, {documents} documents, {len(nodes)} node(s), {machine()}", flush=True)
    try:
        measure(engines.Place(nodes=nodes, name=name), documents, questions)
        if beside_peer:
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench-elasticsearch.sqlite3"
            seconds, times = apart(wagtail.elasticsearch, nodes, name, documents, questions)
            print(f"  Wagtail's Elasticsearch search, rebuild: {seconds:.1f} s")
            report("Wagtail's Elasticsearch search, hits and total, one reader", times)
    finally:
        apart(engines.forget, nodes, name)


def measure(place: engines.Place, documents: int, questions: int) -> None:
    print(f"  rebuild: {apart(engines.build, place, documents):.1f} s", flush=True)
    signals = engines.Signals.new()
    *read, commits = together([
        *((engines.read, (place, number, questions, signals)) for number in range(engines.PROCESSES)),
        (engines.write, (place, signals)),
    ])  # fmt: skip
    many = f"{engines.READERS} readers and a writer"
    resting = f"{many}, each resting {engines.REST} s between two"
    report("page, one reader", read[0].alone)
    report(f"page, {resting}", list(chain.from_iterable(each.rested_pages for each in read)))
    report(f"page, {many}, without a rest", list(chain.from_iterable(each.pages for each in read)))
    report(f"suggestions, {resting}", list(chain.from_iterable(each.rested_suggestions for each in read)))
    report(f"suggestions, {many}, without a rest", list(chain.from_iterable(each.suggestions for each in read)))
    fullest = max(read, key=lambda each: each.after.own)
    own, files = fullest.after.own, fullest.after.files
    print(
        f"  memory of a reading process: {own:.0f} MB its own ({fullest.before.own:.0f} MB before it opened the index)"
    )
    print(f"  and {files:.0f} MB of files, the index among them, that processes share", flush=True)
    print(f"  commits of the writer meanwhile: {commits}", flush=True)


if __name__ == "__main__":
    main()
