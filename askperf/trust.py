"""Which files stand for what a person reviewed: compiled ones that only their owner can have
written, facts of which the published text is still the same.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from askperf.facts import Form

_LARGEST = 20_000_000  # bytes of a compiled file, or of a text


def is_private(path: Path) -> bool:
    """Can only the user (or whoever installed askperf) have written this file?

    Compiled files stand in for the reviewed ones, so one that others may have put
    there is not used. Always true where the system has no owners of files.
    """
    if not hasattr(os, "getuid"):
        return True
    trusted = (0, os.getuid(), Path(__file__).stat().st_uid)
    found = [path.lstat(), path.parent.lstat(), path.parent.parent.stat()]
    kinds = stat.S_ISREG(found[0].st_mode) and all(stat.S_ISDIR(at.st_mode) for at in found[1:])
    small = found[0].st_size <= _LARGEST
    return kinds and small and all(_is_owned(at, trusted) for at in found)


def _is_owned(found: os.stat_result, trusted: tuple[int, ...]) -> bool:
    others = found.st_mode & stat.S_IWOTH and not found.st_mode & stat.S_ISVTX
    return found.st_uid in trusted and not others


def changed_text(form: Form, roots: Iterable[Path]) -> Path | None:
    """The form's published text, if it no longer holds what the facts quote of it."""
    for root in reversed(tuple(roots)):
        if not (root / "facts" / f"{form.id}.yaml").is_file():
            continue
        path = root / "forms" / f"{form.id}.txt"
        try:
            if not path.is_file() or path.stat().st_size > _LARGEST:
                return None
            text = path.read_bytes().decode("utf-8-sig", "replace")
        except OSError:
            return None
        return None if all(row.source.quote in text for row in form.rows) else path
    return None
