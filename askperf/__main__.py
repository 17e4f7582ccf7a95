"""`askperf` and `python -m askperf`."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line; the exit status."""
    # A start makes objects that live to the end: to look for garbage among them, then
    # and once more at the exit, finds none and costs a fifth of a one-shot's time.
    gc.disable()
    from askperf.interfaces.cli import run

    try:
        return run(sys.argv[1:])
    finally:
        gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
