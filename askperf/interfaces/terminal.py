"""Text on its way in and out: UTF-8 whatever the locale, nothing raw to a terminal."""

from __future__ import annotations

import contextlib
import os
import sys

TYPE_CHECKING = False  # importing `typing` would cost every start
if TYPE_CHECKING:
    from typing import TextIO


def visible(text: str) -> str:
    """The text without anything that a terminal would act on; line feeds stay.

    Other white space becomes a space; controls, lone surrogates and what reorders or
    hides the text around it become U+FFFD.
    """
    if text.replace("\n", "").isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char.isprintable() or char in "\n\u3000":
        return char
    return " " if char.isspace() else "\ufffd"


def argument(text: str) -> str:
    """A command line argument as UTF-8, however the locale decoded its bytes."""
    return os.fsencode(text).decode("utf-8", "replace")


def use_utf8() -> None:
    """Make standard output and error write UTF-8, with LF, whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace", newline="\n")


def say(text: str) -> None:
    """Print lines for people to standard output, at once."""
    _write(sys.stdout, visible(text))


def say_data(text: str) -> None:
    """Print a line for programs (JSON, which is safe by its own escapes), at once."""
    _write(sys.stdout, text)


def complain(text: str) -> None:
    """Print one sentence to standard error; never fails."""
    with contextlib.suppress(OSError, ValueError):
        _write(sys.stderr, visible(text))


def _write(stream: TextIO | None, text: str) -> None:
    # Python sets a stream that was closed before the start to None.
    if stream is None:
        raise OSError(9, os.strerror(9))
    stream.write(text + "\n")
    stream.flush()


def abandon_output() -> None:
    """Standard output's reader is gone: write to nowhere, so the exit is quiet too."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
