"""Console sessions in documents: find the commands, run them, compare, bring up to date.

A session is a fenced block of language `console`: lines beginning with `$ ` are
commands, what follows is what they print (standard error too), and `[1]` on a line of
its own is an exit status other than 0. A `python` block is followed by a `text` block,
which holds what it prints. A `bash` block is a command that is only run.
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
_BLOCK = re.compile(
    r"^```(?P<language>console|bash)\n(?P<text>.*?)^```$"
    r"|^```python\n(?P<program>.*?)^```\n\n```text\n(?P<printed>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
_COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """What is run of a document: a console session, a command, or a program.

    `shown` is what the document shows of it, from `start` to `end`.
    """

    language: str
    text: str
    shown: str
    start: int
    end: int


def blocks(document: str) -> Iterator[Block]:
    """The blocks of a document that are run, in order."""
    for found in _BLOCK.finditer(document):
        if found["program"] is not None:
            yield Block("python", found["program"], found["printed"], *found.span("printed"))
        else:
            text = found["text"]
            yield Block(found["language"], text, text, *found.span("text"))


def commands(session: str) -> list[tuple[str, str]]:
    """(command, what it prints) of a session."""
    return [(found[1], found[2]) for found in _COMMAND.finditer(session)]


def environment(home: Path, **more: str) -> dict[str, str]:
    """Surroundings that are the same everywhere: no knowledge or settings of a user's."""
    kept = {k: v for k, v in os.environ.items() if k not in ("ASKPERF_HOME", "XDG_CONFIG_HOME")}
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    return kept | {"PATH": path, "HOME": str(home), "LC_ALL": "C.UTF-8"} | more


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


def run_program(program: str, home: Path, folder: Path) -> str:
    """What a Python program prints."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=environment(home, PYTHONUTF8="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
    )
    return done.stdout.decode("utf-8")


def updated(session: str, ask: Callable[[str], str]) -> str:
    """The session with what its commands print now."""
    return "".join(f"$ {command}\n{ask(command)}" for command, _ in commands(session))
