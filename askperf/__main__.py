"""`askperf` and `python -m askperf`."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line; the exit status."""
    # A one-shot makes long-lived objects only: collecting while they are made finds
    # nothing, and costs a tenth of the start.
    gc.disable()
    from askperf.interfaces.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
