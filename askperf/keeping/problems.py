"""What is wrong in a knowledge file, where, and what to do about it."""

from __future__ import annotations

from pathlib import Path

from askperf.values import frozen

ERROR = "错误"
WARNING = "提醒"


@frozen()
class Problem:
    """One finding. `line` is 1-based, 0 where the file as a whole is meant.

    An error makes answers wrong or keeps the knowledge from loading; a warning is a
    wording that does nothing or that may do harm.
    """

    severity: str
    path: Path
    line: int
    message: str
    advice: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}：{self.severity}：{self.message}；{self.advice}。"


def error(path: Path, line: int, message: str, advice: str) -> Problem:
    """A problem that makes answers wrong or keeps the knowledge from loading."""
    return Problem(ERROR, path, line, message, advice)


def warning(path: Path, line: int, message: str, advice: str) -> Problem:
    """A problem that does no harm yet."""
    return Problem(WARNING, path, line, message, advice)
