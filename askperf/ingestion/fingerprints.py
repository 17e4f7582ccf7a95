"""Which files a compiled file is made from, and a checksum of them.

Kept apart from the compiler: every start asks this, few compile.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from pathlib import Path


def lexicon_sources(roots: Iterable[Path]) -> list[Path]:
    """The files a compiled lexicon depends on, later roots after earlier ones."""
    found: list[Path] = []
    for root in roots:
        found += sorted((root / "lexicon").glob("*.yaml"))
        found += sorted((root / "language").glob("*.yaml"))
        found += sorted((root / "responses").glob("*.yaml"))
    return found


def form_sources(roots: Iterable[Path], form_id: str) -> list[Path]:
    """The files a compiled form depends on."""
    found = []
    for root in roots:
        for path in (
            root / "facts" / f"{form_id}.yaml",
            root / "lexicon" / "forms" / f"{form_id}.yaml",
        ):
            if path.is_file():
                found.append(path)
    return found


def fingerprint(paths: Iterable[Path]) -> int:
    """CRC-32 over the contents of the files, in order."""
    crc = 0
    for path in paths:
        crc = zlib.crc32(path.read_bytes(), crc)
    return crc
