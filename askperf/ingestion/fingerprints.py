"""Which files a compiled file is made from, and a checksum of them.

Kept apart from the compiler: every start asks this, few compile.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from pathlib import Path

FORM_ID = r"[a-z0-9][a-z0-9-]{0,99}"


def lexicon_sources(roots: Iterable[Path]) -> list[Path]:
    """The files a compiled lexicon depends on, later roots after earlier ones."""
    found: list[Path] = []
    for root in roots:
        for folder in ("lexicon", "language", "responses"):
            found += yaml_files(root / folder)
    return found


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files of a folder by name: none that are hidden (an editor's locks), no pipes."""
    paths = sorted(folder.glob("*.yaml"))
    return [path for path in paths if not path.name.startswith(".") and path.is_file()]


def form_sources(roots: Iterable[Path], form_id: str) -> list[Path]:
    """The files a compiled form depends on; none of what is no form's id (../../etc)."""
    found: list[Path] = []
    if not re.fullmatch(FORM_ID, form_id):
        return found
    for root in roots:
        for path in (
            root / "facts" / f"{form_id}.yaml",
            root / "lexicon" / "forms" / f"{form_id}.yaml",
        ):
            if path.is_file():
                found.append(path)
    return found


def fingerprint(paths: Iterable[Path]) -> int:
    """CRC-32 over the contents of the files, in order; of one that can't be read, over its name."""
    crc = 0
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError:
            content = path.name.encode("utf-8", "surrogateescape")
        crc = zlib.crc32(content, crc)
    return crc
