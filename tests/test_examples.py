"""Example files: how they are read, and what is said of bad ones."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from console import ROOT

from askperf import AskperfError
from askperf.facts import Form
from askperf.training.examples import CELLS, KINDS, STATUSES, expand_rows, load_examples
from askperf.training.folds import FOLDS, folds

GOOD = """\
- kind: check
  rows: [indicators/3]
  figures: [97.5]
  verdict: no
  note: what a writer remarks
  say: [调解成功率96%算达标吗, 调解成功率做到96%够不够]
- kind: followup
  before: [基本支出多少]
  rows: [overview/project-expenditure]
  figures: [187.77]
  composed: true
  say:
  - 那项目支出呢
- kind: absent
  status: not_found
  say: [法官培训次数是多少]
"""


def written(folder: Path, text: str, name: str = "w1.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_file_is_read_saying_by_saying(tmp_path: Path, form: Form) -> None:
    first, second, third, fourth = load_examples(written(tmp_path, GOOD), form)
    assert [e.id for e in (first, second, third, fourth)] == [
        "w1-0-0",
        "w1-0-1",
        "w1-1-0",
        "w1-2-0",
    ]
    assert (first.source, first.text) == ("w1", "调解成功率96%算达标吗")
    assert (first.gold.rows, first.gold.figures) == (("indicators/3",), (Decimal("97.5"),))
    assert (first.gold.verdict, first.gold.status, first.gold.cell) == (False, "answered", "")
    assert (third.before, third.composed) == (("基本支出多少",), True)
    assert (first.gold.in_talk, third.gold.in_talk) == (False, True)
    gold = fourth.gold
    assert (gold.status, gold.answerable, gold.rows) == ("not_found", False, ())


def test_files_are_read_by_name(tmp_path: Path, form: Form) -> None:
    for name in ("w2.yaml", "w1.yaml"):
        written(tmp_path, GOOD, name)
    assert [e.source for e in load_examples(tmp_path, form)] == ["w1"] * 4 + ["w2"] * 4


def test_a_quoted_verdict_is_one_too(tmp_path: Path, form: Form) -> None:
    folder = written(tmp_path, '- {kind: exists, verdict: "yes", say: [有成本指标吗]}')
    assert load_examples(folder, form)[0].gold.verdict is True


SAY = "say: [问一句]"
BAD = [
    ("kind: check", "整个文件应当是列表"),
    ("- 问一句", "第 1 组应当是"),
    (f"- {{kind: check, {SAY}}}\n- [", "不是合格的 YAML"),
    (f"- {{kind: check, kinds: 1, {SAY}}}", "第 1 组不认识“kinds”"),
    (f"- {{{SAY}}}", "缺少“kind”"),
    (f"- {{kind: sum, {SAY}}}", "“kind”写法不对"),
    (f"- {{kind: check, status: refused, {SAY}}}", "“status”写法不对"),
    (f"- {{kind: check, cell: value, {SAY}}}", "“cell”写法不对"),
    (f"- {{kind: check, verdict: maybe, {SAY}}}", "应当是 yes 或 no"),
    (f"- {{kind: check, verdict: 1, {SAY}}}", "“verdict”写法不对"),
    (f"- {{kind: check, figures: 12, {SAY}}}", "“figures”写法不对"),
    (f"- {{kind: check, figures: [一], {SAY}}}", "应当是一列数"),
    (f"- {{kind: check, figures: [true], {SAY}}}", "“figures”写法不对"),
    (f"- {{kind: check, words: 良好, {SAY}}}", "“words”写法不对"),
    (f"- {{kind: check, before: 问, {SAY}}}", "“before”写法不对"),
    (f"- {{kind: check, composed: 1, {SAY}}}", "“composed”写法不对"),
    (f"- {{kind: check, rows: key-tasks/1, {SAY}}}", "“rows”应当是一列行编号"),
    (f"- {{kind: check, rows: [key-tasks/9], {SAY}}}", "“key-tasks/9”不在表"),
    (f"- {{kind: check, rows: [key-tasks/3-5], {SAY}}}", "“key-tasks/3-5”不在表"),
    (f"- {{kind: check, rows: [other/*], {SAY}}}", "“other/*”不在表"),
    (f"- {{kind: absent, status: not_found, figures: [1], {SAY}}}", "表里没有的，却写了"),
    (f"- {{kind: followup, {SAY}}}", "没有“before”"),
    ("- {kind: check}", "“say”应当是一列句子"),
    ("- {kind: check, say: []}", "没有“say”"),
    ("- {kind: check, say: [12]}", "要加引号"),
    ("- {kind: check, say: [问一句, 问一句]}", "写了两次"),
    (f"- {{kind: check, {SAY}}}\n- {{kind: exists, {SAY}}}", "第 2 组的“问一句”"),
]


@pytest.mark.parametrize(("text", "said"), BAD)
def test_a_bad_file_is_told_in_one_sentence(
    tmp_path: Path, form: Form, text: str, said: str
) -> None:
    with pytest.raises(AskperfError) as told:
        load_examples(written(tmp_path, text), form)
    message = str(told.value)
    assert said in message
    assert str(tmp_path / "w1.yaml") in message
    assert "\n" not in message.partition("（")[0]
    assert "请" in message or "askperf show" in message


def test_a_folder_without_examples_is_told(tmp_path: Path, form: Form) -> None:
    with pytest.raises(AskperfError, match="没有例句"):
        load_examples(tmp_path, form)


@pytest.mark.parametrize(
    ("words", "count", "first"),
    [
        (("tasks/*",), 11, "key-tasks/1"),
        (("key-tasks/*",), 4, "key-tasks/1"),
        (("other-tasks/*", "key-tasks/*"), 11, "other-tasks/1"),
        (("indicators/2-5",), 4, "indicators/2"),
        (("indicators/2-5", "indicators/4"), 4, "indicators/2"),
        (("tasks/*", "!key-tasks/*"), 7, "other-tasks/1"),
        (("tasks/*", "!key-tasks/1-2", "!other-tasks/6"), 8, "key-tasks/3"),
        (("!key-tasks/1", "key-tasks/1"), 1, "key-tasks/1"),
        (("overview/headcount",), 1, "overview/headcount"),
    ],
)
def test_rows_in_shorthand(form: Form, words: tuple[str, ...], count: int, first: str) -> None:
    rows = expand_rows(words, form)
    assert (len(rows), rows[0]) == (count, first)


def test_what_waits_for_the_next_training_is_good(form: Form) -> None:
    assert load_examples(ROOT / "knowledge" / "waiting", form)


def test_the_shipped_examples_are_good(form: Form) -> None:
    examples = load_examples(ROOT / "knowledge" / "examples", form)
    assert len({e.id for e in examples}) == len(examples)
    assert {e.gold.kind for e in examples} <= set(KINDS)
    assert {e.gold.status for e in examples} <= set(STATUSES)
    assert {e.gold.cell for e in examples} <= {"", *CELLS}
    assert len(folds(examples)) >= FOLDS


def test_folds_keep_sources_whole(tmp_path: Path, form: Form) -> None:
    for number in range(1, 8):
        written(tmp_path, GOOD, f"w{number}.yaml")
    dealt = folds(load_examples(tmp_path, form))
    assert [dealt[f"w{n}"] for n in range(1, 8)] == [0, 1, 2, 3, 0, 1, 2]


def test_a_single_source_cannot_be_left_out(tmp_path: Path, form: Form) -> None:
    with pytest.raises(AskperfError, match="两个文件"):
        folds(load_examples(written(tmp_path, GOOD), form))


def test_examples_and_matching_need_no_numpy() -> None:
    program = (
        "import sys; sys.modules |= dict.fromkeys(('numpy', 'scipy', 'sklearn'))\n"
        "import askperf.training.examples, askperf.understanding.matching\n"
        "import askperf.training.folds, askperf.training.sources, askperf.keeping.training\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
