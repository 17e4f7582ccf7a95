"""Files that are written whole or not at all, whoever else writes them and whatever fails."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

_TRIES = 100


def replace_whole(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Put a file in the place of the one of that name, if there is one. Raises OSError.

    Nobody ever finds half of it, and two who write at once don't meet: each writes a file of
    its own beside it, and renames that.
    """
    descriptor, fresh = _beside(path, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise


def write_new(path: Path, content: bytes) -> None:
    """Write a file that isn't there. Raises FileExistsError if it is, else OSError; what couldn't
    be written to its end is gone again.
    """
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
        except BaseException:
            with contextlib.suppress(OSError):
                path.unlink()
            raise


def append_line(descriptor: int, line: bytes) -> None:
    """Add a line by one write; what was written of half a line is cut off again. Raises OSError."""
    size = os.fstat(descriptor).st_size
    if os.write(descriptor, line) < len(line):
        with contextlib.suppress(OSError):
            os.ftruncate(descriptor, size)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _beside(path: Path, mode: int) -> tuple[int, Path]:
    for number in range(_TRIES):
        fresh = path.with_name(f".{path.name}.{os.getpid()}-{number}")
        with contextlib.suppress(FileExistsError):
            return os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), fresh
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
