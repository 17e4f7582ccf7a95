"""Settings that last: what was switched, kept in a file that only its owner can read."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from askperf.wholefile import replace_whole

_MOST = 4096  # bytes; a longer file is none of ours


class Preferences:
    """Settings by name, as they were switched last; kept nowhere without a path."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def load(self, known: Mapping[str, bool]) -> dict[str, bool]:
        """The settings that are known, with what was kept of them. Never fails."""
        found: object = None
        if self._path is not None:
            with contextlib.suppress(OSError, ValueError):
                if self._path.is_file() and self._path.stat().st_size <= _MOST:
                    found = json.loads(self._path.read_bytes())
        kept = found if isinstance(found, dict) else {}
        return {n: kept[n] if isinstance(kept.get(n), bool) else v for n, v in known.items()}

    def save(self, settings: Mapping[str, bool]) -> None:
        """Keep the settings. Never fails: what can't be stored holds until the end."""
        if self._path is None:
            return
        text = json.dumps(dict(settings), ensure_ascii=False)
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_whole(self._path, text.encode("utf-8"), 0o600)
