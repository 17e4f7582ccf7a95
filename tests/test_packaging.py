"""The built package: what it carries, and that it works where there is no checkout.

The wheel and the sdist are built, and the wheel is installed with its dependencies into
a fresh virtual environment, once for all tests here; that needs a package index.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path

import pytest
from console import ROOT, environment

QUESTION = "法律援助预算多少"
# Prints what a question opens and runs, by Python's own audit events.
WATCHED = """
import sys
seen = []
sys.addaudithook(lambda event, given: seen.append((event, str(given[0]) if given else "")))
from askperf import Assistant
assert Assistant().ask(sys.argv[1]).status == "answered"
import json
kinds = ("open", "pickle.find_class", "marshal.loads", "subprocess.Popen", "socket.connect")
print(json.dumps([pair for pair in seen if pair[0] in kinds]))
"""


@dataclass(frozen=True, slots=True)
class Built:
    """The built files, and the environment that the wheel is installed in."""

    wheel: Path
    sdist: Path
    again: Path
    venv: Path
    outside: Path

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in a folder outside of the checkout."""
        program = str(self.venv / "bin" / command[0])
        return subprocess.run(
            [program, *command[1:]],
            cwd=self.outside / "work",
            env=environment(self.outside / "home", TMPDIR=str(self.outside / "tmp"), **variables),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )


def do(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT, timeout=300)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("built")
    builder, venv, dist = folder / "builder" / "bin" / "python", folder / "venv", folder / "dist"
    for environment_folder in (folder / "builder", venv):
        do(sys.executable, "-m", "venv", environment_folder)
    do(builder, "-m", "pip", "install", "-q", "hatchling")
    do(builder, "-m", "hatchling", "build", "-d", dist)
    wheel, sdist = next(dist.glob("*.whl")), next(dist.glob("*.tar.gz"))
    make = (builder, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation")
    do(*make, "-w", folder / "again", sdist)
    do(venv / "bin" / "python", "-m", "pip", "install", "-q", wheel)
    for name in ("work", "home", "tmp"):
        (folder / "outside" / name).mkdir(parents=True)
    again = next((folder / "again").glob("*.whl"))
    return Built(wheel, sdist, again, venv, folder / "outside")


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_the_wheel_carries_the_knowledge_but_the_examples_byte_for_byte(built: Built) -> None:
    prefix = "askperf/knowledge/"
    carried = {
        name.removeprefix(prefix): content
        for name, content in contents(built.wheel).items()
        if name.startswith(prefix)
    }
    wanted = files(ROOT / "knowledge")
    assert carried == {
        k: v for k, v in wanted.items() if not k.startswith(("examples/", "waiting/"))
    }
    assert "forms/jieyang-sfj-2021.txt" in carried


@pytest.mark.parametrize(
    "name",
    [
        "askperf/py.typed",
        "askperf/__main__.py",
        "askperf/interfaces/answer.schema.json",
        "askperf/interfaces/repl/__init__.py",
        "askperf/knowledge/compiled/lexicon.json",
        "askperf/knowledge/compiled/jieba.json",
    ],
)
def test_the_wheel_carries(built: Built, name: str) -> None:
    assert name in contents(built.wheel)


def test_the_wheel_carries_nothing_else(built: Built) -> None:
    tops = {name.split("/")[0] for name in contents(built.wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"askperf"}
    assert not [name for name in contents(built.wheel) if name.endswith((".pyc", ".tmp", ".cache"))]


def test_the_sdist_makes_the_same_wheel(built: Built) -> None:
    assert contents(built.again) == contents(built.wheel)


@pytest.mark.parametrize(
    "name", ["tests/test_packaging.py", "docs/guide.md", "examples/helpdesk.py", "LICENSE"]
)
def test_the_sdist_carries(built: Built, name: str) -> None:
    with tarfile.open(built.sdist) as archive:
        assert name in {member.partition("/")[2] for member in archive.getnames()}


def test_the_metadata_say_what_it_needs(built: Built) -> None:
    text = next(v for k, v in contents(built.wheel).items() if k.endswith(".dist-info/METADATA"))
    metadata = Parser().parsestr(text.decode("utf-8"))
    needed = metadata.get_all("Requires-Dist") or []
    names = {n.split(">")[0] for n in needed if "extra" not in n}
    assert names == {"jieba", "rapidfuzz", "pyyaml", "prompt-toolkit"}
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"


def test_installed_elsewhere_it_answers(built: Built) -> None:
    done = built.run("askperf", QUESTION)
    assert (done.returncode, done.stderr) == (0, "")
    assert "136 万元" in done.stdout
    assert "key-tasks/2" in done.stdout


def test_installed_it_is_the_same_as_here(built: Built) -> None:
    here = subprocess.run(
        [sys.executable, "-m", "askperf", "show"],
        cwd=ROOT,
        env=environment(built.outside / "home"),
        capture_output=True,
        encoding="utf-8",
    )
    assert built.run("askperf", "show").stdout == here.stdout


def test_installed_there_is_nothing_to_build(built: Built) -> None:
    done = built.run("askperf", "build")
    assert (done.returncode, done.stderr) == (0, "")
    assert "没有要重新生成的" in done.stdout


def test_a_question_writes_no_file(built: Built) -> None:
    before = {f: files(f) for f in (built.outside, built.venv)}
    built.run("askperf", QUESTION)
    built.run("askperf", "--json", "培训次数")
    built.run("askperf", "show")
    assert {f: files(f) for f in before} == before


def test_a_question_reads_the_installation_only(built: Built) -> None:
    poison = built.outside / "tmp" / "jieba.cache"
    poison.write_bytes(b"not a cache")
    done = built.run("python", "-c", WATCHED, QUESTION)
    poison.unlink()
    assert done.stderr == ""
    seen = json.loads(done.stdout)
    own = (str(built.venv.resolve()), os.path.realpath(sys.base_prefix), str(built.venv))
    opened = {what for event, what in seen if event == "open" and not what.isdigit()}
    assert [what for what in opened if not os.path.realpath(what).startswith(own)] == []
    assert {event for event, _ in seen} <= {"open", "marshal.loads"}


@pytest.mark.parametrize("compiled", [True, False], ids=["compiled", "not compiled"])
def test_no_warning_reaches_the_user(built: Built, compiled: bool) -> None:
    cold = {"PYTHONPYCACHEPREFIX": "/nowhere", "PYTHONDONTWRITEBYTECODE": "1"}
    variables = {} if compiled else cold
    done = built.run("python", "-W", "error", "-m", "askperf", QUESTION, **variables)
    assert (done.returncode, done.stderr) == (0, "")
    done = built.run("python", "-W", "error", "-c", "import askperf", **variables)
    assert (done.returncode, done.stderr) == (0, "")
