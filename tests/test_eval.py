"""`askperf eval`: what counts as right, refused, asked back, lacking and wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from askperf import Assistant
from askperf.answer import Answer, Figure, Step
from askperf.errors import AskperfError
from askperf.facts import Source
from askperf.interfaces.keeper import run_eval
from askperf.keeping.evaluation import evaluate
from askperf.keeping.judging import ASKED_BACK, LACKING, REFUSED, RIGHT, WRONG, judge
from askperf.keeping.questions import Question, load_questions

ROW = "indicators/3"
FULL = f"f/{ROW}"
SOURCE = Source("f", ROW, 33, "调解成功率\t>=\t97.5\t%")
FIGURE = Figure(Decimal("97.5"), "%", ">=", "调解成功率", FULL)
ANSWER = Answer(
    question="调解成功率要多少",
    status="answered",
    text="指标“调解成功率”的指标值：不低于 97.5%。",
    figures=(FIGURE,),
    sources=(SOURCE,),
    interpretation="",
    suggestions=(),
    trace=(Step("candidates", "", "show:value"),),
)
GOLD = Question("t-001", "调解成功率要多少", "indicator", rows=(ROW,), figures=(Decimal("97.5"),))
OTHER = Source("f", "indicators/1", 31, "结案率\t=\t100\t%")
SUM = Figure(Decimal(225), "万元", None, "合计", FULL, "63 + 136 + 10 + 16 = 225")
MADE_UP = Figure(Decimal(98), "%", ">=", "调解成功率", FULL)
REFUSAL = {"status": "not_found", "text": "表里查不到。", "figures": (), "sources": ()}
NOTHING = {"status": ("not_found",), "rows": (), "figures": ()}

# (what, how the gold differs, how the answer differs, outcome, a part of the reason)
JUDGED: list[tuple[str, dict[str, Any], dict[str, Any], str, str]] = [
    ("都对", {}, {}, RIGHT, ""),
    ("行号写全", {"rows": (FULL,)}, {}, RIGHT, ""),
    ("数只在话里", {}, {"figures": ()}, RIGHT, ""),
    ("千分位", {"figures": (Decimal("2477.46"),)}, {"text": "共 2,477.46 万元"}, RIGHT, ""),
    ("顿开的两个数", {"figures": (Decimal(63),)}, {"text": "63，136"}, RIGHT, ""),
    ("有算式的数", {"figures": (Decimal(225),)}, {"figures": (SUM,), "text": "225"}, RIGHT, ""),
    ("几种状态都行", {"status": ("answered", "ambiguous")}, {"status": "ambiguous"}, RIGHT, ""),
    ("正确地拒答", NOTHING, REFUSAL, RIGHT, ""),
    ("全角也算说到", {"must": (("97.5％", "百分之"),)}, {}, RIGHT, ""),
    ("引号不碍事", {"must": (("指标调解成功率",),)}, {}, RIGHT, ""),
    ("没有说到", {"must": (("解释",),)}, {}, LACKING, "没有说到：解释"),
    ("能答却拒答", {}, REFUSAL, REFUSED, "应当是 answered，得到 not_found"),
    ("能答却反问", {}, {"status": "ambiguous"}, ASKED_BACK, "得到 ambiguous"),
    ("反问漏了行", {"status": ("ambiguous",), "rows": (ROW, "indicators/1")},
     {"status": "ambiguous"}, ASKED_BACK, "没有引 indicators/1"),
    ("该拒答却答了", NOTHING, {}, WRONG, "得到 answered"),
    ("该拒答却反问", NOTHING, {"status": "ambiguous"}, ASKED_BACK, "得到 ambiguous"),
    ("说成空白", {}, {"status": "blank"}, WRONG, "得到 blank"),
    ("引错行", {}, {"sources": (OTHER,)}, WRONG, f"没有引 {ROW}（引了：indicators/1）"),
    ("引得太多", {"max_rows": 1}, {"sources": (SOURCE, OTHER)}, LACKING, "引了 2 行"),
    ("同一行引两次", {"max_rows": 1}, {"sources": (SOURCE, SOURCE)}, RIGHT, ""),
    ("缺数", {"figures": (Decimal(100),)}, {}, WRONG, "缺少数 100"),
    ("数只像是对", {"figures": (Decimal("7.5"),)}, {}, WRONG, "缺少数 7.5"),
    ("不该给的数", {"forbid": (Decimal("97.50"),)}, {}, WRONG, "不该给的数 97.5"),
    ("话里提到不算给", {"forbid": (Decimal("97.5"),)}, {"figures": ()}, RIGHT, ""),
    ("拒答还给数", NOTHING, {**REFUSAL, "figures": (SUM,)}, WRONG, "却给了数 225"),
    ("编的数", {}, {"figures": (FIGURE, MADE_UP)}, WRONG, "98 既不在所引的原文里"),
    ("不该说的话", {"must_not": ("不低于97.5",)}, {}, WRONG, "不该说"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("gold", "answer", "outcome", "reason"),
    [pytest.param(*case[1:], id=case[0]) for case in JUDGED],
)
def test_an_answer_is_judged(
    gold: dict[str, Any], answer: dict[str, Any], outcome: str, reason: str
) -> None:
    judged = judge(replace(GOLD, **gold), replace(ANSWER, **answer))
    said = "；".join(shortfall.text for shortfall in judged.shortfalls)
    assert judged.outcome == outcome, said
    assert reason in said
    assert bool(said) == (outcome != RIGHT)


# (what, file name, text, a part of the error)
BAD_FILES = [
    ("没有题", "a.jsonl", "\n", "一道题也没有"),
    ("JSON 坏了", "a.jsonl", '{"q": "甲", "kind": "x"}\n{"q"\n', "第 2 行不是合格的 JSON"),
    ("没有种类", "a.yaml", "- {q: 甲}\n", "第 1 题缺少“kind”"),
    ("键写错", "a.yaml", "- {q: 甲, kind: x, row: []}\n", "不认识“row”"),
    ("状态写错", "a.yaml", "- {q: 甲, kind: x, status: [ok]}\n", "“status”写法不对"),
    ("没有状态", "a.yaml", "- {q: 甲, kind: x, status: []}\n", "“status”写法不对"),
    ("数写错", "a.yaml", "- {q: 甲, kind: x, figures: [一百]}\n", "“figures”写法不对"),
    ("行不是列表", "a.yaml", "- {q: 甲, kind: x, rows: indicators/3}\n", "“rows”写法不对"),
    ("组不是列表", "a.yaml", "- {q: 甲, kind: x, must: [甲]}\n", "“must”写法不对"),
    ("行数写错", "a.yaml", "- {q: 甲, kind: x, max_rows: yes}\n", "“max_rows”写法不对"),
    ("编号重复", "a.yaml", "- {id: a, q: 甲, kind: x}\n- {id: a, q: 乙, kind: x}\n", "已经用过"),
    ("不是列表", "a.yaml", "q: 甲\n", "应当是列表"),
    ("重复得太多", "a.yaml", "- {q: 甲, kind: x, repeat: {unit: 乙, times: 99999999}}\n", "repeat"),
    ("没有这个行", "a.yaml", "- {q: 甲, kind: x, rows: [indicators/99]}\n", "indicators/99"),
]


@pytest.mark.parametrize(
    ("name", "text", "said"), [pytest.param(*case[1:], id=case[0]) for case in BAD_FILES]
)
def test_a_bad_file_is_told(tmp_path: Path, name: str, text: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AskperfError, match=said):
        run_eval([str(path)])


def test_yaml_and_jsonl_say_the_same(tmp_path: Path) -> None:
    yaml_file, json_file = tmp_path / "q.yaml", tmp_path / "p.jsonl"
    yaml_file.write_text("- {id: a, q: 甲, kind: x, figures: [97.5, '225']}\n", encoding="utf-8")
    data: dict[str, Any] = {
        "id": "a",
        "q": "甲",
        "before": [],
        "kind": "x",
        "status": ["answered"],
        "rows": [],
    }
    data |= {"figures": ["97.5", "225"], "max_rows": 3, "forbid": [], "why": "人看的"}
    json_file.write_text(json.dumps(data, ensure_ascii=False) + "\n", encoding="utf-8")
    assert load_questions([yaml_file]) == load_questions([json_file])


def test_questions_without_an_id_are_numbered_by_file(tmp_path: Path) -> None:
    for name in ("p.yaml", "q.yaml"):
        (tmp_path / name).write_text("- {q: 甲, kind: x}\n- {q: 乙, kind: x}\n", encoding="utf-8")
    questions = load_questions([tmp_path / "p.yaml", tmp_path / "q.yaml"])
    assert [question.id for question in questions] == ["p-001", "p-002", "q-001", "q-002"]


def test_a_line_ends_at_the_line_feed_only(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"q": "基本\u2028支出\x85多少", "kind": "x"}\n', encoding="utf-8")
    (question,) = load_questions([path])
    assert (question.id, question.text) == ("q-001", "基本\u2028支出\x85多少")


def test_repeat_is_spelled_out(tmp_path: Path) -> None:
    path = tmp_path / "q.yaml"
    path.write_text("- {q: 甲, kind: x, repeat: {unit: 乙丙, times: 3}}\n", encoding="utf-8")
    assert load_questions([path])[0].text == "甲乙丙乙丙乙丙"


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant()


def test_each_history_is_a_conversation_of_its_own(assistant: Assistant) -> None:
    """A question that leans on the one before finds its own history, no other's."""
    first = Question("a", "目标呢", "followup", before=("法律援助预算多少",))
    alone = Question("b", "那它多少钱", "followup", status=("not_found",))
    judgements = evaluate(assistant, (first, alone)).judgements
    session = assistant.session()
    session.ask("法律援助预算多少")
    assert judgements[0].answer == session.ask("目标呢")
    assert judgements[1].answer == assistant.session().ask("那它多少钱")


QUESTIONS = """\
- {id: g-1, q: 财政供养人员数是多少, kind: overview, rows: [overview/headcount], figures: [133]}
- {id: g-2, q: 财政拨款是多少, kind: overview, figures: [1]}
- {id: g-3, q: ？！, kind: absent, status: [not_found]}
- {id: g-4, q: ？？, kind: overview}
"""
FAILING = "- {id: g-2, reason: 数是故意写错的}\n- {id: g-4, reason: 没有问题}\n"
# (what, known failures, options, exit status, a part of the output)
GATES = [
    ("没有要求", "", [], 0, "答对 50%；有把握却答错 1 题"),
    ("说明没答对的", "", [], 0, "答错 g-2 [overview] 财政拨款是多少"),
    ("说明应当怎样", "", [], 0, "应当：answered，数 1"),
    ("说明怎么看懂的", "", [], 0, "得到：not_found，没有看懂"),
    ("要求达到", "", ["--min-right", "50", "--max-wrong", "1"], 0, ""),
    ("答对的太少", "", ["--min-right", "50.1"], 1, "没有达到要求"),
    ("答错的太多", "", ["--max-wrong", "0"], 1, "没有达到要求"),
    ("已知的不算", FAILING, ["--min-right", "100", "--max-wrong", "0"], 0, "答对 100%"),
    ("已知的也要数出来", FAILING, [], 0, "其中已知不足 2 题"),
    ("已知的答对了", FAILING + "- {id: g-1, reason: 以前不会}\n", [], 1, "“g-1”现在答对了"),
]


@pytest.mark.parametrize(
    ("known", "options", "status", "said"), [pytest.param(*case[1:], id=case[0]) for case in GATES]
)
def test_gates(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    known: str,
    options: list[str],
    status: int,
    said: str,
) -> None:
    questions, failing = tmp_path / "g.yaml", tmp_path / "known.yaml"
    questions.write_text(QUESTIONS, encoding="utf-8")
    failing.write_text(known, encoding="utf-8")
    known_option = ["--known", str(failing)] if known else []
    assert run_eval([str(questions), *options, *known_option]) == status
    assert said in capsys.readouterr().out


# (what, known failures, options, a part of the error)
BAD_OPTIONS = [
    ("没有理由", "- {id: g-1}\n", [], "id 和 reason"),
    ("不在题里", "- {id: g-9, reason: 没有}\n", [], "“g-9”不在这些题里"),
    ("写了两次", "- {id: g-1, reason: 甲}\n- {id: g-1, reason: 乙}\n", [], "写了两次"),
    ("不是数", "", ["--min-right", "很多"], "不小于零的数"),
    ("没有值", "", ["--max-wrong"], "--max-wrong"),
    ("没有这个选项", "", ["--maxwrong", "1"], "不认识“--maxwrong”"),
    ("没有这张表", "", ["--form", "nowhere-2021"], "nowhere-2021"),
]


@pytest.mark.parametrize(
    ("known", "options", "said"), [pytest.param(*case[1:], id=case[0]) for case in BAD_OPTIONS]
)
def test_bad_options_are_told(tmp_path: Path, known: str, options: list[str], said: str) -> None:
    questions, failing = tmp_path / "g.yaml", tmp_path / "known.yaml"
    questions.write_text(QUESTIONS, encoding="utf-8")
    failing.write_text(known, encoding="utf-8")
    known_option = ["--known", str(failing)] if known else []
    with pytest.raises(AskperfError, match=said):
        run_eval([str(questions), *options, *known_option])


def test_no_file_no_evaluation() -> None:
    with pytest.raises(AskperfError, match="题目文件"):
        run_eval([])


def test_nothing_raw_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "q.jsonl"
    question = {"q": "\x1b[31m红\x00", "kind": "hostile", "rows": ["overview/headcount"]}
    path.write_text(json.dumps(question) + "\n", encoding="utf-8")
    assert run_eval([str(path)]) == 0
    printed = capsys.readouterr().out
    assert "红" in printed
    assert not {"\x1b", "\x00"} & set(printed)
