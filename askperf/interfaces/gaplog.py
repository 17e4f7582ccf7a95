"""An opt-in log of the questions that got no answer, for `askperf gaps`."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

from askperf.answer import Answer
from askperf.errors import AskperfError, reason
from askperf.interfaces.serialization import to_json
from askperf.keeping.masking import mask
from askperf.logic import Nothing
from askperf.understanding.courtesy import KINDS as COURTESIES
from askperf.wholefile import append_line

_LOGGED = ("not_found", "ambiguous")
_LONGEST = 500
_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT
# No link to another's file is followed, and a pipe without reader doesn't block.
_FLAGS |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class GapLog:
    """Appends one JSON line for a question that was refused or asked back.

    The file can be read by its owner only. Personal numbers are masked; no time and no
    session is kept. Safe to share between threads: a line is one write.
    """

    def __init__(self, path: Path) -> None:
        """Open (make) the file. Raises AskperfError if that can't be done safely."""
        self._path = path
        os.close(self._open())

    def record(self, question: str, answer: Answer) -> None:
        """Keep a question, unless it was answered. Raises AskperfError if it can't be."""
        if answer.status not in _LOGGED or not question.strip():
            return
        if _refusal(answer)[0] in COURTESIES:  # nothing was asked
            return
        line = to_json(to_record(question, answer)) + "\n"
        descriptor = self._open()
        try:
            append_line(descriptor, line.encode("utf-8", "replace"))
        except OSError as error:
            raise self._failure(error) from error
        finally:
            os.close(descriptor)

    def _open(self) -> int:
        try:
            descriptor = os.open(self._path, _FLAGS, 0o600)
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                os.close(descriptor)
                raise AskperfError(f"{self._path}：不是普通文件；日志请写到一个普通文件里。")
            if stat.S_IMODE(found.st_mode) & 0o077 and hasattr(os, "fchmod"):
                os.fchmod(descriptor, 0o600)
        except OSError as error:
            raise self._failure(error) from error
        return descriptor

    def _failure(self, error: OSError) -> AskperfError:
        return AskperfError(
            f"{self._path}：日志写不进去（{reason(error)}）；请检查路径、权限和空间。"
        )


def to_record(question: str, answer: Answer) -> dict[str, Any]:
    """What is kept of a question: itself, what was not understood, the nearest rows."""
    reason, words = _refusal(answer)
    question = _clipped(question)
    masked = mask(question)
    return {
        "question": masked,
        "status": answer.status,
        "reason": reason,
        "words": [word for word in words if not _is_masked(word, question, masked)],
        "near": [[choice.row, choice.label] for choice in answer.choices],
    }


def _clipped(question: str) -> str:
    """The beginning of a long question, without a number that the cut may have halved."""
    if len(question) <= _LONGEST:
        return question
    return question[:_LONGEST].rstrip("0123456789 -") + "……"


def _is_masked(word: str, question: str, masked: str) -> bool:
    """Did this word stand in what was masked, or does it hold such a number itself?"""
    inside = word in question.lower() and word not in masked.lower()
    return inside or mask(word) != word


def _refusal(answer: Answer) -> tuple[str, tuple[str, ...]]:
    """Why the question was refused, and the words that were not understood."""
    form = next((step.value for step in answer.trace if step.stage == "logical form"), None)
    return (form.reason, form.words) if isinstance(form, Nothing) else ("", ())
