"""Console sessions in documents: find the commands, run them, compare, bring up to date.

A session is a fenced block of language `console`: lines beginning with `$ ` are
commands, what follows is what they print (standard error too), and `[1]` on a line of
its own is an exit status other than 0. A `bash` block is only run, and must succeed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
ASKPERF = str(BIN / "askperf")
_BLOCK = re.compile(r"^```(console|bash|python)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, its text, and where the text stands."""

    language: str
    text: str
    start: int
    end: int


def blocks(document: str) -> Iterator[Block]:
    for found in _BLOCK.finditer(document):
        yield Block(found[1], found[2], found.start(2), found.end(2))


def commands(session: str) -> list[tuple[str, str]]:
    """(command, what it prints) of a session."""
    return [(found[1], found[2]) for found in _COMMAND.finditer(session)]


def environment(home: Path, **more: str) -> dict[str, str]:
    """Surroundings that are the same everywhere: no knowledge or settings of a user's."""
    kept = {k: v for k, v in os.environ.items() if k not in ("ASKPERF_HOME", "XDG_CONFIG_HOME")}
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    return kept | {"PATH": path, "HOME": str(home)} | more


def run(command: str, home: Path, folder: Path = ROOT) -> str:
    """What a shell command prints, with its exit status where that isn't 0."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
    )
    status = f"[{done.returncode}]\n" if done.returncode else ""
    return done.stdout.decode("utf-8") + status


def updated(session: str, ask: Callable[[str], str]) -> str:
    """The session with what its commands print now."""
    return "".join(f"$ {command}\n{ask(command)}" for command, _ in commands(session))
