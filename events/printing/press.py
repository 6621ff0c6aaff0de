"""`python -I press.py LAYOUT FONTS < facts`: the PDF of a layout. Started by `typesetting`, alone and without Django.

Typst remembers its last ten documents: a process that made 500 badges would keep 80 MB for each time.
"""

import os
import resource
import signal
import sys

import typst

MEMORY_BYTES = 1024**3
SECONDS = 30


def main() -> None:
    layout, fonts = sys.argv[1:]
    confine()
    content = typst.compile(
        layout,
        root=os.path.dirname(layout),
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]),
        sys_inputs={"facts": sys.stdin.buffer.read().decode()},
        pdf_standards="ua-1",
        timestamp=0,  # The same facts give the same bytes.
    )
    sys.stdout.buffer.write(bytes(content))
    sys.stdout.flush()
    os._exit(0)  # Nothing to put in order.


def confine() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))
    signal.alarm(SECONDS)


if __name__ == "__main__":
    main()
