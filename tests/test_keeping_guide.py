"""The guide for keepers is true: its files are written, its commands run, in order.

What it shows is made anew with `python tests/test_keeping_guide.py`.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from console import ROOT, run, updated
from example_form import FORM, TEXT

from askperf.facts import Form
from askperf.interfaces.keeper import run_check, run_eval, run_gaps
from askperf.keeping.questions import STATUSES
from askperf.lexicon import KINDS
from askperf.training.examples import load_examples

GUIDE = ROOT / "docs" / "keeping.md"
# A file to be written (its first line says where), or a console session.
_STEP = re.compile(
    r"^```yaml\n# ~/(?P<name>\S+)\n(?P<content>.*?)^```$|^```console\n(?P<session>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)


def followed(guide: str, home: Path) -> str:
    """The guide with what its commands print, run in order in an empty home."""
    (home / f"{FORM}.txt").write_text(TEXT, encoding="utf-8")
    shown, end = [], 0
    for step in _STEP.finditer(guide):
        if step["name"]:
            path = home / step["name"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"# ~/{step['name']}\n{step['content']}", encoding="utf-8")
            continue
        shown += [guide[end : step.start("session")], updated(step["session"], at(home))]
        end = step.end("session")
    return "".join((*shown, guide[end:]))


def at(home: Path) -> Callable[[str], str]:
    """Runs a command at home; what it prints, with the home written as `~`."""
    return lambda command: run(command, home, home).replace(str(home), "~")


def test_the_guide_can_be_followed(tmp_path: Path) -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert followed(guide, tmp_path) == guide


def test_the_examples_of_the_guide_can_be_trained_on(tmp_path: Path, form: Form) -> None:
    for step in _STEP.finditer(GUIDE.read_text(encoding="utf-8")):
        if step["name"] and step["name"].startswith("examples/"):
            (tmp_path / "me.yaml").write_text(step["content"], encoding="utf-8")
    examples = load_examples(tmp_path, form)
    assert [example.gold.kind for example in examples] == ["task-amount", "task-amount", "absent"]


def test_the_guide_names_every_kind_and_status() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert [name for name in (*KINDS, *STATUSES) if f"`{name}`" not in guide] == []


def test_the_guide_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (run_check, run_eval, run_gaps):
        assert command(["--help"]) == 0
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}
    guide = GUIDE.read_text(encoding="utf-8")
    assert [option for option in sorted(options) if option not in guide] == []


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        GUIDE.write_text(
            followed(GUIDE.read_text(encoding="utf-8"), Path(folder).resolve()), encoding="utf-8"
        )
