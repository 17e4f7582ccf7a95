"""One's own directory over the shipped knowledge: forms, wordings, answers, precedence."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from example_form import FORM, TEXT

from askperf import Assistant
from askperf.errors import AskperfError
from askperf.interfaces.cli import run
from askperf.knowledge import (
    Knowledge,
    load_knowledge,
    shipped_directory,
    user_directory,
)

SHIPPED_FORM = "jieyang-sfj-2021"


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One's own directory, empty."""
    root = tmp_path / "home"
    root.mkdir()
    monkeypatch.setenv("ASKPERF_HOME", str(root))
    return root


@pytest.fixture(autouse=True)
def shipped_stays_as_it_is() -> Iterator[None]:
    """Whatever is done here, the installation isn't written to."""
    before = snapshot(shipped_directory())
    yield
    assert snapshot(shipped_directory()) == before


def snapshot(root: Path) -> dict[Path, int]:
    return {path: zlib.crc32(path.read_bytes()) for path in root.rglob("*.*") if path.is_file()}


def ask(question: str, form: str = SHIPPED_FORM) -> str:
    """The text of an answer, with knowledge loaded afresh."""
    return Assistant(form).ask(question).text


# ── a form of one's own ──


@pytest.fixture
def built(home: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    write(home, f"forms/{FORM}.txt", TEXT)
    assert run(["build"]) == 0
    capsys.readouterr()
    return home


# (question, a row that the answer cites, a figure of it)
OWN_FORM = [
    ("财政供养人员数是多少", "overview/headcount", "88"),
    ("耕地保护拟投入多少钱", "key-tasks/1", "120.5"),
    ("登记办结率的指标值是多少", "indicators/2", "99"),
]


@pytest.mark.parametrize(("question", "row", "figure"), OWN_FORM)
def test_a_form_of_ones_own_is_built_and_asked(
    built: Path, capsys: pytest.CaptureFixture[str], question: str, row: str, figure: str
) -> None:
    assert run(["ask", "--json", "--form", FORM, question]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert f"{FORM}/{row}" in [source["row"] for source in answer["sources"]]
    assert figure in [found["value"] for found in answer["figures"]]


def test_what_is_built_lies_in_ones_own_directory(built: Path) -> None:
    made = {str(p.relative_to(built)) for p in built.rglob("*.*") if p.is_file()}
    assert made == {
        f"forms/{FORM}.txt",
        f"facts/{FORM}.yaml",
        f"compiled/forms/{FORM}.json",
        "compiled/lexicon.json",
    }
    assert load_knowledge().stale([FORM, SHIPPED_FORM]) == ()


def test_the_newest_form_is_the_default_and_the_shipped_one_is_still_there(built: Path) -> None:
    assert Assistant().form.id == FORM
    assert "133" in ask("财政供养人员数是多少", SHIPPED_FORM)


def test_a_text_that_was_changed_since_is_told(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = built / "forms" / f"{FORM}.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("88", "89", 1), encoding="utf-8")
    assert run(["ask", "--form", FORM, "财政供养人员数是多少"]) == 0
    captured = capsys.readouterr()
    assert "88" in captured.out
    assert captured.err.endswith("现在答的仍是旧的数；请运行 askperf build。\n")


@pytest.mark.parametrize("words", [["show"], ["ask", "培训次数", "--pick"]])
def test_a_full_row_id_says_which_form_is_meant(
    built: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*words, f"{SHIPPED_FORM}/indicators/12"]) == 0
    assert "专项" in capsys.readouterr().out


def test_a_directory_by_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, f"forms/{FORM}.txt", TEXT)
    option = ["--knowledge", str(tmp_path)]
    assert run(["build", *option]) == 0
    assert run(["ask", *option, "--form", FORM, "财政供养人员数是多少"]) == 0
    assert "88" in capsys.readouterr().out


# ── wordings and answers of one's own ──


def test_a_synonym(home: Path) -> None:
    """It names the row, whatever was understood of the question before."""
    question = "端公家碗的后生有多少"
    write(home, "lexicon/own.yaml", "alias:\n  财政供养人员数: [端公家碗的后生]\n")
    _, lexicon = load_knowledge().load(SHIPPED_FORM)
    assert lexicon.aliases == {"端公家碗的后生": ("财政供养人员数",)}
    assert "133" in ask(question)


def test_a_synonym_for_one_form_only(built: Path) -> None:
    write(built, f"lexicon/forms/{FORM}.yaml", "alias:\n  key-tasks/1: [保住粮袋子]\n")
    assert "120.5" in ask("保住粮袋子多少钱", FORM)
    assert "120.5" not in ask("保住粮袋子多少钱", SHIPPED_FORM)


def test_a_lexicon_for_the_shipped_form_is_compiled_in_ones_own_directory(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(home, f"lexicon/forms/{SHIPPED_FORM}.yaml", "alias:\n  other-tasks/6: [村村有状师]\n")
    assert load_knowledge().stale([SHIPPED_FORM]) == (f"forms/{SHIPPED_FORM}.json",)
    assert "813.5" in ask("村村有状师多少钱")
    assert run(["build"]) == 0
    assert load_knowledge().stale([SHIPPED_FORM]) == ()
    assert "813.5" in ask("村村有状师多少钱")


def test_an_answer_in_ones_own_words(home: Path) -> None:
    write(home, "responses/own.yaml", "said.states.overview: '{label}嘛，{number}咯'\n")
    assert "财政供养人员数嘛，133 人咯。" in ask("财政供养人员数是多少")
    assert "基本支出嘛" in ask("基本支出是多少")


def test_a_unit_of_ones_own_beside_the_shipped_ones(built: Path) -> None:
    text = TEXT.replace("登记时间不超过3天", "复垦面积不少于3公顷")
    write(built, f"forms/{FORM}.txt", text)
    unit = "- {unit: 公顷, dimension: area, factor: 1, say: [垧]}\n"
    write(built, "lexicon/units.yaml", unit)
    assert run(["build"]) == 0
    form, lexicon = load_knowledge().load(FORM)
    assert [d.quantity.unit for d in form.row("key-tasks/2").details] == ["公顷"]
    assert lexicon.unit("垧") is not None
    assert lexicon.unit("万元") is not None


# ── precedence: shipped < one's own directory < --knowledge ──


def test_later_directories_win(home: Path, tmp_path: Path) -> None:
    extra = tmp_path / "extra"
    for root, word in ((home, "甲"), (extra, "乙")):
        write(root, "responses/own.yaml", f"said.states.overview: '{word}：{{number}}'\n")
    question = "财政供养人员数是多少"
    assert "甲：133 人" in Assistant(SHIPPED_FORM).ask(question).text
    assistant = Assistant(SHIPPED_FORM, load_knowledge(extra))
    assert "乙：133 人" in assistant.ask(question).text


def test_a_form_of_the_same_id_replaces_the_earlier(home: Path, tmp_path: Path) -> None:
    extra = tmp_path / "extra"
    write(home, f"forms/{FORM}.txt", TEXT)
    write(extra, f"forms/{FORM}.txt", TEXT.replace("\t88\t", "\t99\t"))
    assert run(["build", "--knowledge", str(extra)]) == 0
    question = "财政供养人员数是多少"
    assert "88" in ask(question, FORM)
    assert "99" in Assistant(FORM, load_knowledge(extra)).ask(question).text


def test_a_directory_counts_once(home: Path) -> None:
    assert load_knowledge(home, shipped_directory()).roots == load_knowledge().roots


HOMES: list[tuple[str, dict[str, str], str]] = [
    ("自己指定的", {"ASKPERF_HOME": "/a", "XDG_CONFIG_HOME": "/x", "HOME": "/h"}, "/a"),
    ("XDG 的", {"XDG_CONFIG_HOME": "/x", "HOME": "/h"}, "/x/askperf"),
    ("XDG 的相对路径不算", {"XDG_CONFIG_HOME": "x", "HOME": "/h"}, "/h/.config/askperf"),
    ("默认的", {"HOME": "/h"}, "/h/.config/askperf"),
    ("空的不算", {"ASKPERF_HOME": "", "XDG_CONFIG_HOME": "", "HOME": "/h"}, "/h/.config/askperf"),
]


@pytest.mark.parametrize(
    ("environment", "expected"), [pytest.param(*case[1:], id=case[0]) for case in HOMES]
)
def test_where_ones_own_directory_is(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str
) -> None:
    for name in ("ASKPERF_HOME", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert user_directory() == Path(expected)


def test_without_a_directory_of_ones_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASKPERF_HOME", str(tmp_path / "nowhere"))
    assert load_knowledge().roots == (shipped_directory(),)


# ── what is wrong in one's own directory is told in one sentence, and done without ──

BOMB = "term: {基本支出: &a [甲, 甲]}\nalias: {甲: *a}\n"
BROKEN = [
    ("词表", "lexicon/own.yaml", "terms: {甲: [乙]}\n", "own.yaml：不认识种类“terms”"),
    ("词表不是 YAML", "lexicon/own.yaml", "alias: [\n", "own.yaml：第 2 行不是合格的 YAML"),
    ("键是列表", "lexicon/own.yaml", "? [a, b]\n: 1\n", "own.yaml：有一处写法不认识"),
    ("没有的日期", "lexicon/own.yaml", "alias: {甲: 2021-13-45}\n", "own.yaml：有一处写法不认识"),
    ("引用", "lexicon/own.yaml", BOMB, "own.yaml：第 2 行用了引用"),
    ("套列表", "lexicon/own.yaml", "term: {基本支出: [[甲]]}\n", "基本支出”的一个说法里"),
    ("套得太深", "lexicon/own.yaml", "term: " + "[" * 900 + "]" * 900, "own.yaml：一层套一层"),
    ("太大", "lexicon/own.yaml", "# " + "大" * 700_000, "own.yaml：文件太大"),
    ("括号太多", "language/operators.yaml", "op: {sum: ['" + "[" * 3000 + "']}", "括号不配对"),
    ("模板", "responses/own.yaml", "said.value: '{states'\n", "own.yaml：“said.value”的花括号"),
    ("模板文件", "responses/own.yaml", "- 甲\n", "own.yaml：整个文件应当是"),
    ("单位", "lexicon/units.yaml", "- {dimension: area}\n", "units.yaml：写法不对"),
    ("单位的倍数", "lexicon/units.yaml",
     "- {unit: 里, dimension: a, factor: 很大, say: []}\n", "units、numerals 或 normalization"),
    ("数字", "lexicon/numerals.yaml", "counters: 3\n", "units、numerals 或 normalization"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "said"), [pytest.param(*case[1:], id=case[0]) for case in BROKEN]
)
def test_a_broken_file_is_told_and_the_rest_answers(
    home: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, said: str
) -> None:
    write(home, name, text)
    assert run(["ask", "--form", SHIPPED_FORM, "基本支出是多少"]) == 0
    captured = capsys.readouterr()
    assert "2289.69" in captured.out
    assert said in captured.err
    assert captured.err.count("\n") == 1
    assert len(captured.err) < 400


def test_facts_that_are_broken_stop(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(home, f"facts/{SHIPPED_FORM}.yaml", "form: 甲\n")
    assert run(["ask", "--form", SHIPPED_FORM, "基本支出是多少"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "事实文件缺少或写错了一项" in captured.err


def _lock(path: Path) -> None:
    path.with_name(f".#{path.name}").symlink_to("nobody@nowhere")


# How something that is no file of knowledge comes to lie where one is looked for
ODD: dict[str, Callable[[Path], None]] = {
    "编辑器的锁": _lock,
    "断了的链接": lambda path: path.symlink_to("nowhere"),
    "目录": Path.mkdir,
    "管道": os.mkfifo,
}
PLACES = [
    "lexicon/x.yaml", "language/own.yaml", "responses/x.yaml", "facts/x-2099.yaml",
    "compiled/lexicon.json",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("make", [pytest.param(make, id=name) for name, make in ODD.items()])
def test_what_is_no_file_is_passed_over(
    home: Path, make: Callable[[Path], None], place: str
) -> None:
    path = home / place
    path.parent.mkdir(parents=True)
    make(path)
    knowledge = load_knowledge()
    assert knowledge.default_form() == SHIPPED_FORM
    assert "2289.69" in Assistant(knowledge=knowledge).ask("基本支出是多少").text


def test_a_directory_that_isnt_there(tmp_path: Path) -> None:
    with pytest.raises(AskperfError, match="没有这个目录"):
        load_knowledge(tmp_path / "nowhere")


# ── what is read, and what isn't ──


def test_one_form_is_opened_without_reading_the_others(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(200):
        write(home, f"facts/other-{number:03d}-2019.yaml", "不是事实: [")
        write(home, f"lexicon/forms/other-{number:03d}-2019.yaml", "不是词表: [")
        write(home, f"compiled/forms/other-{number:03d}-2019.json", "不是 JSON")
    read: list[str] = []
    for name in ("read_bytes", "read_text"):
        monkeypatch.setattr(Path, name, recording(getattr(Path, name), read))
    knowledge = load_knowledge()
    assert len(knowledge.form_ids) == 201
    assert knowledge.default_form() == SHIPPED_FORM
    assert "133" in Assistant(knowledge=knowledge).ask("财政供养人员数是多少").text
    assert [name for name in read if "other-" in name] == []
    assert read != []


def recording(method: Callable[..., object], names: list[str]) -> Callable[..., object]:
    """The method, noting the name of each path that it is called on."""

    def noting(self: Path, *args: object, **options: object) -> object:
        names.append(self.name)
        return method(self, *args, **options)

    return noting


@pytest.mark.parametrize(
    ("mode", "figure"),
    [pytest.param(0o644, "77", id="只有自己能写"), pytest.param(0o646, "88", id="别人也能写")],
)
def test_a_compiled_file_that_others_can_write_is_not_used(
    built: Path, mode: int, figure: str
) -> None:
    """The compiled file says 77, the facts 88; which one is read shows in the answer."""
    path = built / "compiled" / "forms" / f"{FORM}.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"88"', '"77"').replace("\\t88", "\\t77"), encoding="utf-8")
    path.chmod(mode)
    form, _ = load_knowledge().load(FORM)
    quantity = form.row("overview/headcount").quantity
    assert quantity is not None
    assert str(quantity.value) == figure


def test_knowledge_without_anything_compiled(tmp_path: Path) -> None:
    """Texts, facts and words alone will do: what isn't there is made, in memory."""
    for name in ("facts", "lexicon", "language", "responses"):
        for path in (shipped_directory() / name).glob("*.*"):
            write(tmp_path, f"{name}/{path.name}", path.read_text(encoding="utf-8"))
    assistant = Assistant(knowledge=Knowledge((tmp_path,)))
    assert "133" in assistant.ask("财政供养人员数是多少").text
    assert "133" in assistant.ask("財政供養人員數是多少").text
    assert not (tmp_path / "compiled").exists()
