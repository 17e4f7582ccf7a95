"""The README and the guide are true: every command in them is run, every output compared.

What they show is made anew with `python tests/test_readme.py`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from console import ROOT, Block, blocks, environment, run, run_program, updated

from askperf.interfaces.options import COMMANDS, OPTIONS

DOCUMENTS = [ROOT / "README.md", ROOT / "docs" / "guide.md"]
RUN = os.environ.get("README_COMMANDS") == "run"
EXAMPLES = sorted((ROOT / "examples").iterdir())


def found(*languages: str) -> list[object]:
    """The documents' blocks of some languages, one test case each."""
    return [
        pytest.param(block, id=f"{path.name}: {block.text.splitlines()[0][:60]}")
        for path in DOCUMENTS
        for block in blocks(path.read_text(encoding="utf-8"))
        if block.language in languages
    ]


def now(block: Block, folder: Path) -> str:
    """What a block shows when it is run in a folder that has the examples."""
    if not (folder / "examples").exists():
        (folder / "examples").symlink_to(ROOT / "examples")
    if block.language == "python":
        return run_program(block.text, folder, folder)
    return updated(block.text, lambda command: run(command, folder, folder))


@pytest.mark.parametrize("block", found("console", "python"))
def test_the_document_shows_what_is_printed(block: Block, tmp_path: Path) -> None:
    assert block.shown.strip()
    assert now(block, tmp_path) == block.shown


@pytest.mark.skipif(RUN, reason="the gate runs these commands itself, the tests among them")
@pytest.mark.parametrize("block", found("bash"))
def test_the_command_does_what_is_said(block: Block, tmp_path: Path) -> None:
    """On a copy of the checkout; the tests are only collected, lest they run for ever."""
    checkout = tmp_path / "checkout"
    left = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__")
    shutil.copytree(ROOT, checkout, ignore=left)
    done = subprocess.run(
        ["bash", "-c", block.text],
        cwd=checkout,
        env=environment(tmp_path, PYTEST_ADDOPTS="--collect-only -n 0"),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"136 万元|\d+ tests collected", done.stdout)


def test_the_readme_has_the_two_commands_and_fits_a_screen() -> None:
    text = DOCUMENTS[0].read_text(encoding="utf-8")
    assert len([b for b in blocks(text) if b.language == "bash"]) == 2
    assert len(text.splitlines()) <= 90


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("word", [*COMMANDS, *OPTIONS])
def test_the_documents_name(word: str) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(ROOT.rglob("docs/*.md")))
    assert (word.startswith("--") and word in text) or f"askperf {word}" in text


TICKETS = "调解成功率要达到多少\n\n明天天气好吗\n-5 ; rm -rf / $(reboot)\n基本支出多少\n"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_help_desk_answers_with_sources_or_hands_over(path: Path, tmp_path: Path) -> None:
    program = sys.executable if path.suffix == ".py" else "sh"
    done = subprocess.run(
        [program, str(path)],
        input=TICKETS.encode(),
        capture_output=True,
        env=environment(tmp_path),
        cwd=tmp_path,
        timeout=60,
    )
    first, second, third, fourth, end = done.stdout.decode("utf-8").split("\n\n")
    assert "97.5%" in first
    assert "indicators/3" in first
    assert second.startswith("转人工")
    assert third.startswith("转人工")
    assert "2289.69 万元" in fourth
    assert end == ""
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_help_desk_outlives_its_child(tmp_path: Path) -> None:
    """Where `askperf batch` breaks down, tickets go to a person and the next is tried."""
    (tmp_path / "askperf").write_text("#!/bin/sh\nread line; exit 3\n", encoding="utf-8")
    (tmp_path / "askperf").chmod(0o755)
    surroundings = environment(tmp_path)
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "helpdesk.py")],
        input="基本支出多少\n项目支出多少\n".encode(),
        capture_output=True,
        env=surroundings | {"PATH": f"{tmp_path}:{surroundings['PATH']}"},
        timeout=60,
    )
    assert done.stdout.decode("utf-8") == "转人工：自动答复出了问题\n\n" * 2


def main() -> None:
    """Write what the documents' commands print now."""
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        for block in reversed(list(blocks(text))):
            if block.language != "bash":
                with tempfile.TemporaryDirectory() as folder:
                    text = text[: block.start] + now(block, Path(folder)) + text[block.end :]
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
