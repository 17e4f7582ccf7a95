"""What was typed, kept across runs in a file that only its owner can read."""

from __future__ import annotations

import contextlib
import json
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from prompt_toolkit.history import History

from askperf.wholefile import append_line, replace_whole

_KEPT = 2000
_TRIMMED_AT = 1_000_000
# A pipe that nobody reads is no reason to wait, and no link to another's file is followed.
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0)
_FLAGS |= getattr(os, "O_NOFOLLOW", 0)


def state_directory() -> Path | None:
    """Where the user's programs keep state: $XDG_STATE_HOME, else ~/.local/state."""
    base = Path(os.environ.get("XDG_STATE_HOME", ""))
    if not base.is_absolute():
        # Unlike Path.expanduser, this doesn't raise where there is no home.
        base = Path(os.path.expanduser("~/.local/state"))  # noqa: PTH111
    return base / "askperf" if base.is_absolute() else None


class PrivateHistory(History):
    """One JSON string a line, oldest first, so that a question of several lines is one.

    Lines that begin with a space and bare numbers are not kept, nor a line again that
    was typed last. Writing never fails: what can't be stored is still in memory.
    """

    def __init__(self, path: Path) -> None:
        """Make the file and its directory private. Raises OSError if that can't be done."""
        super().__init__()
        self._path = path
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(self._open())

    def load_history_strings(self) -> Iterable[str]:
        """Everything kept, newest first; a broken line costs that line."""
        try:
            data = self._path.read_bytes()
        except OSError:
            return []
        lines = data.splitlines()
        if len(data) > _TRIMMED_AT:
            lines = lines[-_KEPT:]
            with contextlib.suppress(OSError):
                self._replace(b"\n".join(lines) + b"\n")
        return [text for line in reversed(lines) if (text := _text(line))]

    def append_string(self, string: str) -> None:
        """Keep a line, unless it is one of those that are not kept."""
        is_new = self._loaded_strings[:1] != [string]
        if string.strip() and is_new and not string.startswith(" ") and not string.isdigit():
            super().append_string(string)

    def store_string(self, string: str) -> None:
        """Add a line to the file."""
        text = string.encode("utf-8", "replace").decode("utf-8")
        line = json.dumps(text, ensure_ascii=False) + "\n"
        with contextlib.suppress(OSError):
            descriptor = self._open()
            try:
                append_line(descriptor, line.encode("utf-8"))
            finally:
                os.close(descriptor)

    def _open(self) -> int:
        """A descriptor of the file, private and regular. Raises OSError."""
        descriptor = os.open(self._path, _FLAGS, 0o600)
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise OSError(f"{self._path}")
            if stat.S_IMODE(found.st_mode) & 0o077 and hasattr(os, "fchmod"):
                os.fchmod(descriptor, 0o600)
        except OSError:
            os.close(descriptor)
            raise
        return descriptor

    def _replace(self, data: bytes) -> None:
        replace_whole(self._path, data, 0o600)


def _text(line: bytes) -> str:
    try:
        text = json.loads(line)
    except ValueError:
        return ""
    return text if isinstance(text, str) else ""
