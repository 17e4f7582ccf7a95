"""The conversation on a real pseudo-terminal: what a person types and then sees.

The transcripts under transcripts/repl/ say what is typed and what the window shows then;
they are made anew with `python tests/test_repl_terminal.py`.
"""

from __future__ import annotations

import difflib
import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from console import ASKPERF, environment
from terminal_screen import Screen

pexpect = pytest.importorskip("pexpect", reason="there are no pseudo-terminals on Windows")

TRANSCRIPTS = Path(__file__).parent / "transcripts" / "repl"
# A transcript's line: a verb and the rest; a screen's lines follow it behind bars.
STEP = re.compile(r"^(window|type|paste|key|screen|ends)(?: (.*))?$")
KEYS = {
    "enter": "\r",
    "tab": "\t",
    "down": "\x1b[B",
    "up": "\x1b[A",
    "right": "\x1b[C",
    "ctrl-c": "\x03",
    "ctrl-d": "\x04",
    "ctrl-r": "\x12",
}
PATIENCE = 20.0
QUIET = 1.0


class Terminal:
    """askperf in a window, as a person sees it."""

    def __init__(self, home: Path, columns: int, rows: int, *options: str, **more: str) -> None:
        state = {"TERM": "xterm", "XDG_STATE_HOME": str(home / "state")}
        surroundings = environment(home, **state | more)
        for name in ("NO_COLOR", "PROMPT_TOOLKIT_COLOR_DEPTH", "PROMPT_TOOLKIT_NO_CPR"):
            if name not in more:
                surroundings.pop(name, None)
        self.screen = Screen(columns, rows)
        self.sent = b""
        self.child = pexpect.spawn(
            ASKPERF,
            list(options),
            env=surroundings,
            cwd=str(home),
            dimensions=(rows, columns),
            echo=False,
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.child.close(force=True)

    def send(self, keys: str) -> None:
        self.child.send(keys.encode("utf-8"))

    def listen(self, seconds: float) -> bool:
        """Take what is sent within that time; whether anything was."""
        try:
            data = self.child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return False
        self.sent += data
        answers = self.screen.feed(data)
        if answers:
            self.child.send(answers.encode("ascii"))
        return True

    def await_screen(self, expected: str) -> str:
        """What is shown, as soon as it is what was expected, or when patience ends."""
        end = time.monotonic() + PATIENCE
        while self.screen.shown() != expected and time.monotonic() < end:
            self.listen(0.1)
        return self.screen.shown()

    def await_text(self, wanted: str) -> None:
        """Wait until the window shows some text."""
        end = time.monotonic() + PATIENCE
        while wanted not in self.screen.shown():
            assert time.monotonic() < end, f"{wanted!r} isn't shown:\n{self.screen.shown()}"
            self.listen(0.1)

    def ask(self, question: str, answer: str) -> None:
        """Type a question, and wait for its answer and the next prompt."""
        self.send(f"{question}\r")
        self.await_text(answer)
        end = time.monotonic() + PATIENCE
        while "\n问>" not in self.screen.shown().rpartition(answer)[2]:
            assert time.monotonic() < end, self.screen.shown()
            self.listen(0.1)

    def await_quiet(self) -> str:
        """What is shown when nothing has been sent for a while."""
        while self.listen(QUIET):
            pass
        return self.screen.shown()

    def await_end(self) -> int:
        """Wait until askperf ends; its exit status, or minus the signal's number."""
        end = time.monotonic() + PATIENCE
        try:
            while time.monotonic() < end:
                self.listen(0.1)
        except pexpect.EOF:
            self.child.close()
        assert not self.child.isalive(), f"it doesn't end:\n{self.screen.shown()}"
        signalled = self.child.signalstatus
        return -signalled if signalled is not None else self.child.exitstatus


def steps(transcript: str) -> Iterator[tuple[str, str]]:
    """(verb, what) of a transcript; a screen's text without its bars."""
    lines = transcript.split("\n")
    for number, line in enumerate(lines):
        found = STEP.match(line)
        if found is None:
            continue
        shown = []
        for below in lines[number + 1 :]:
            if not below.startswith("|"):
                break
            shown.append(below[1:])
        yield found[1], "\n".join(shown) if found[1] == "screen" else found[2] or ""


def typed(verb: str, what: str) -> str:
    """What a terminal sends for a step."""
    if verb == "type":
        return what
    if verb == "paste":
        lines = what.replace("\\n", "\r")
        return f"\x1b[200~{lines}\x1b[201~"
    return "".join(KEYS[name] for name in what.split())


@pytest.mark.parametrize("name", sorted(path.stem for path in TRANSCRIPTS.glob("*.txt")))
def test_transcript(name: str, tmp_path: Path) -> None:
    script = list(steps((TRANSCRIPTS / f"{name}.txt").read_text(encoding="utf-8")))
    assert script[0][0] == "window"
    columns, rows = map(int, script[0][1].split())
    with Terminal(tmp_path, columns, rows) as terminal:
        for verb, what in script[1:]:
            if verb == "screen":
                shown = terminal.await_screen(what)
                difference = "\n".join(
                    difflib.unified_diff(what.split("\n"), shown.split("\n"), "told", "shown")
                )
                assert shown == what, difference
            elif verb == "ends":
                assert terminal.await_end() == int(what)
            else:
                terminal.send(typed(verb, what))


def updated(transcript: str, home: Path) -> str:
    """A transcript with what is shown now."""
    lines: list[str] = []
    script = iter(list(steps(transcript)))
    terminal: Terminal | None = None
    for line in transcript.split("\n"):
        if line.startswith("|"):
            continue
        lines.append(line)
        if STEP.match(line) is None:
            continue
        verb, what = next(script)
        if verb == "window":
            columns, rows = map(int, what.split())
            terminal = Terminal(home, columns, rows)
            continue
        assert terminal is not None
        if verb == "screen":
            lines += [f"|{shown}" for shown in terminal.await_quiet().split("\n")]
        elif verb == "ends":
            lines[-1] = f"ends {terminal.await_end()}"
        else:
            terminal.send(typed(verb, what))
    return "\n".join(lines)


def test_history_is_kept_and_found_again(tmp_path: Path) -> None:
    with Terminal(tmp_path, 80, 24) as first:
        first.await_text("问>")
        first.ask("财政拨款多少", "2477.46")
        first.send("\x04")
        assert first.await_end() == 0
    with Terminal(tmp_path, 80, 24) as second:
        second.await_text("问>")
        second.send("\x1b[A")
        second.await_text("问> 财政拨款多少")


def test_no_history_is_kept_if_not_wanted(tmp_path: Path) -> None:
    with Terminal(tmp_path, 80, 24, "--no-history") as terminal:
        terminal.await_text("问>")
        terminal.ask("财政拨款多少", "2477.46")
        terminal.send("\x04")
        assert terminal.await_end() == 0
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_no_colour_where_none_is_wanted(no_color: str, coloured: bool, tmp_path: Path) -> None:
    with Terminal(tmp_path, 80, 24, NO_COLOR=no_color) as terminal:
        terminal.await_text("问>")
        terminal.ask("财政拨款多少", "2477.46")
        terminal.send("flyz")
        terminal.await_text("法律援助")
    colours = re.findall(rb"\x1b\[[0-9;]*\b(?:3[0-8]|4[0-8]|9[0-7])[0-9;]*m", terminal.sent)
    assert bool(colours) == coloured


def test_nothing_raw_is_shown(tmp_path: Path) -> None:
    """The screen raises on any sequence that a person pasted and askperf echoed."""
    with Terminal(tmp_path, 80, 24) as terminal:
        terminal.await_text("问>")
        terminal.send("\x1b[200~\x1b]0;title\x07\x1b[31m财政拨款\x9b多少\x00\u202e\x1b[201~")
        terminal.send("\r")
        terminal.await_text("2477.46")
        terminal.send("/导出 \x1b[200~a\x1b[31mb/c\x1b[201~\r")
        terminal.await_text("写不进去")
    assert b"\x1b[31m" not in terminal.sent
    assert "\u202e".encode() not in terminal.sent


def test_a_dumb_terminal_gets_no_sequences(tmp_path: Path) -> None:
    with Terminal(tmp_path, 80, 24, TERM="dumb") as terminal:
        terminal.await_text("问>")
        terminal.ask("财政拨款多少", "2477.46")
    assert b"\x1b[1m" not in terminal.sent


def test_the_end_of_the_session_puts_the_terminal_in_order(tmp_path: Path) -> None:
    """SIGTERM while it waits for a key: no raw mode is left behind."""
    import termios

    with Terminal(tmp_path, 80, 24) as terminal:
        terminal.await_text("问>")
        lines = termios.ICANON | termios.ISIG
        assert termios.tcgetattr(terminal.child.child_fd)[3] & lines != lines
        os.kill(terminal.child.pid, signal.SIGTERM)
        with pytest.raises(pexpect.EOF):
            while terminal.listen(PATIENCE):
                pass
        assert termios.tcgetattr(terminal.child.child_fd)[3] & lines == lines


def main() -> None:
    """Bring the transcripts up to date."""
    for path in sorted(TRANSCRIPTS.glob("*.txt")):
        with tempfile.TemporaryDirectory() as home:
            path.write_text(updated(path.read_text(encoding="utf-8"), Path(home)), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    sys.exit(main())
