"""`askperf check`: each mistake a keeper may make is found, with its line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from example_form import FORM as OTHER_FORM
from example_form import TEXT as OTHER_TEXT

import askperf
from askperf.ingestion.build import build_facts
from askperf.interfaces.keeper import run_check
from askperf.keeping.checking import Report, check, check_language
from askperf.keeping.form_check import check_files, findings
from askperf.keeping.operator_check import senses
from askperf.keeping.problems import ERROR, WARNING, Problem
from askperf.keeping.reach_check import unreachable
from askperf.keeping.reports import check_lines
from askperf.knowledge import Knowledge, load_knowledge, shipped_directory

FORM = "jieyang-sfj-2021"
OWN = "lexicon/own.yaml"
FORM_LEXICON = f"lexicon/forms/{FORM}.yaml"


def problems_of(root: Path, files: dict[str, str]) -> list[Problem]:
    """What is wrong with these files in a directory of one's own over the shipped one."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    knowledge = Knowledge((shipped_directory(), root))
    _, problems = check_language(knowledge)
    return [problem for problem in problems if root in problem.path.parents]


UNITS = "lexicon/units.yaml"
UNIT = "- {{unit: 海里, dimension: distance, factor: {}, say: [{}]}}\n"
OPERATORS = "language/operators.yaml"
# (what, file, text, severity, line, a part of the sentence)
MISTAKES = [
    ("种类写错", OWN, "terms:\n  法律援助: [甲乙丙]\n", ERROR, 2, "不认识种类“terms”"),
    ("别名指不到行", OWN, "alias:\n  基本支: [人头钱]\n", ERROR, 2, "是不是想写：基本支出"),
    ("行号不存在", FORM_LEXICON, "alias:\n  indicators/27: [甲乙丙]\n", ERROR, 2, "indicators/2"),
    ("表不存在", "lexicon/forms/x-2021.yaml", "alias:\n  a/1: [甲乙丙]\n", ERROR, 0, "x-2021"),
    ("旧的种类", OWN, "filler:\n  口头语: [甲乙丙]\n", ERROR, 2, "可用的有：term、alias"),
    ("表里没有的词", OWN, "term:\n  社区消防站: [消防点]\n", ERROR, 2, "社区消防站"),
    ("被读成布尔值", OWN, "term:\n  公证员: [yes]\n", ERROR, 2, "“yes”会被读成“True”"),
    ("被读成六十进制", OWN, "term:\n  公证员:\n    - 一句\n    - 1:30\n", ERROR, 4, "“1:30”"),
    ("空的说法", OWN, "term:\n  公证员: [公证大姐, '']\n", ERROR, 2, "空的说法"),
    ("一个字的别名", OWN, "alias:\n  基本支出: [薪]\n", WARNING, 2, "只有一个字"),
    ("写了两遍", OWN, "term:\n  公证员:\n    - 公证姐\n    - 公证姐\n", WARNING, 4, "重复"),
    ("一个说法指两行", OWN, "alias:\n  基本支出: [家底]\n  项目支出: [家底]\n", WARNING, 3, "家底"),
    ("别名是别行的名", OWN, "alias:\n  基本支出: [项目支出]\n", ERROR, 2, "的名称"),
    ("键写了两次", OWN, "term:\n  调解: [一一]\n  调解: [二二]\n", ERROR, 3, "前一次在第 2 行"),
    ("不是表", OWN, "- 甲\n", ERROR, 1, "种类: {值"),
    ("种类下面没有值", OWN, "term: [甲]\n", ERROR, 1, "值: [说法"),
    ("说法不是列表", OWN, "term:\n  公证员: 甲\n", ERROR, 2, "应当是列表"),
    ("说法里套列表", OWN, "term:\n  公证员: [[甲]]\n", ERROR, 2, "会被读成"),
    ("YAML 不合格", OWN, "term:\n  公证员: [甲\n乙: 1\n", ERROR, 3, "不是合格的 YAML"),
    ("没有的运算种类", OPERATORS, "ops:\n  sum: [凑堆]\n", ERROR, 1, "不认识种类“ops”"),
    ("没有的运算", OPERATORS, "op:\n  summ: [凑堆]\n", ERROR, 2, "“op”没有“summ”"),
    ("括号不配对", OPERATORS, "op:\n  sum: ['{凑|拢堆']\n", ERROR, 2, "括号不配对"),
    ("括号反了", OPERATORS, "op:\n  sum: ['凑]堆']\n", ERROR, 2, "括号不配对"),
    ("说法太多", OPERATORS, f"op:\n  sum: ['{'[甲|乙|丙]' * 9}']\n", ERROR, 2, "说法太多"),
    ("空的模式", OPERATORS, "op:\n  sum: ['[]']\n", ERROR, 2, "什么说法也不代表"),
    ("运算的说法不是列表", OPERATORS, "op:\n  sum: 凑堆\n", ERROR, 2, "应当是列表"),
    ("运算下面没有值", OPERATORS, "op: [凑堆]\n", ERROR, 1, "值: [说法"),
    ("不带值的写了值", OPERATORS, "each:\n  甲: [各各]\n", ERROR, 1, "应当是列表"),
    ("运算的说法会读错", OPERATORS, "op:\n  sum: [yes]\n", ERROR, 2, "会被读成"),
    ("运算表不是表", OPERATORS, "- op\n", ERROR, 1, "种类: 说法"),
    ("意思相反", OPERATORS, "op:\n  most: [顶格]\n  least: [顶格]\n", ERROR, 3, "意思相反"),
    ("方言会读错", "language/dialect.yaml", "冇: no\n", ERROR, 1, "加上引号"),
    ("自称的键写错", "language/own.yaml", "name: [咱们]\n", ERROR, 1, "没有“name”"),
    ("花括号不成对", "responses/own.yaml", "said.value: '{states 是。'\n", ERROR, 1, "花括号"),
    ("没有的空位", "responses/own.yaml", "a: ''\nsaid.rounded: '{nomber}'\n", ERROR, 2, "{number}"),
    ("没有的模板", "responses/own.yaml", "said.values: 好\n", ERROR, 1, "没有叫“said.values”"),
    ("空位带格式", "responses/own.yaml", "said.rounded: '{number:>9}'\n", ERROR, 1, "空位只写名字"),
    ("丢了数", "responses/own.yaml", "said.rounded: 约数\n", WARNING, 1, "少了空位 {number}"),
    ("模板不是话", "responses/own.yaml", "said.rounded: 12:30\n", ERROR, 1, "会被读成"),
    ("单位缺一项", UNITS, "- {unit: 海里, dimension: distance, say: []}\n", ERROR, 1, "factor"),
    ("单位倍数不对", UNITS, UNIT.format("0", ""), ERROR, 1, "大于零"),
    ("单位说法撞车", UNITS, UNIT.format("1", "块钱"), ERROR, 1, "“元”"),
    ("单位不是列表", UNITS, "元: 1\n", ERROR, 1, "应当是列表"),
    ("数字表的键写错", "lexicon/numerals.yaml", "digit: {两: 2}\n", ERROR, 1, "没有“digit”"),
    ("数字表的写法不对", "lexicon/numerals.yaml", "digits: [两]\n", ERROR, 1, "“digits”的写法不对"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "text", "severity", "line", "said"),
    [pytest.param(*case[1:], id=case[0]) for case in MISTAKES],
)
def test_a_mistake_is_found(
    tmp_path: Path, file: str, text: str, severity: str, line: int, said: str
) -> None:
    found = problems_of(tmp_path, {file: text})
    matching = [p for p in found if said in str(p) and p.path == tmp_path / file]
    assert [(p.severity, p.line) for p in matching] == [(severity, line)], found


def test_general_and_form_lexicon_contradict(tmp_path: Path) -> None:
    files = {
        OWN: "alias:\n  基本支出: [家底]\n",
        FORM_LEXICON: "alias:\n  overview/project-expenditure: [家底]\n",
    }
    (problem,) = problems_of(tmp_path, files)
    assert (problem.severity, problem.path.name, problem.line) == (ERROR, f"{FORM}.yaml", 2)
    assert "own.yaml 第 2 行" in problem.message


# What keepers rightly write: nothing to say about it.
FINE = [
    ("别的叫法", OWN, "alias:\n  基本支出: [家底钱, 看家钱]\n"),
    ("按行号", FORM_LEXICON, "alias:\n  other-tasks/6: [给村子请的法律参谋]\n"),
    ("词的同义说法", OWN, "term:\n  公证员: [公证大姐]\n"),
    ("全注释掉", OWN, "alias:\n#  基本支出: [家底钱]\n"),
    ("空文件", OWN, "# 还没有写\n"),
    ("改一句话", "responses/own.yaml", "said.rounded: '约 {number}'\n"),
    ("加一个运算的说法", OPERATORS, "op:\n  sum: ['{凑|拢}成堆', 一锅端]\n"),
    ("加一个方言词", "language/dialect.yaml", "几老多: 多少\n"),
    ("加一个自称", "language/own.yaml", "names: [咱们衙门]\n"),
    ("加一个单位", UNITS, "- {unit: 海里, dimension: distance, factor: 1, say: [浬程]}\n"),
    ("加一个数字", "lexicon/numerals.yaml", "digits: {幺: 1}\n"),
]


@pytest.mark.parametrize(("file", "text"), [pytest.param(*case[1:], id=case[0]) for case in FINE])
def test_what_is_right_is_left_alone(tmp_path: Path, file: str, text: str) -> None:
    assert problems_of(tmp_path, {file: text}) == []


def test_a_wording_that_no_question_can_reach(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / OWN).write_text(
        "alias:\n  基本支出: [養人費用錢, 看家的老本钱]\n", encoding="utf-8"
    )
    knowledge = Knowledge((shipped_directory(), tmp_path))
    language, _ = check_language(knowledge)
    own = tuple(entry for entry in language.entries if entry.path == tmp_path / OWN)
    found = list(unreachable(replace(language, entries=own), knowledge))
    assert [(p.severity, p.line) for p in found] == [(WARNING, 2)]
    assert "養人費用錢" in found[0].message


def test_shipped_knowledge_has_no_errors() -> None:
    knowledge = Knowledge((shipped_directory(),))
    problems = [*check_files(knowledge), *check_language(knowledge)[1]]
    assert [str(p) for p in problems if p.severity == ERROR] == []


def test_a_form_of_ones_own_is_checked_by_itself(tmp_path: Path) -> None:
    """Its rows may have the wordings of the shipped lexicon as names; that is no error."""
    path = tmp_path / "forms" / f"{OTHER_FORM}.txt"
    path.parent.mkdir()
    path.write_text(OTHER_TEXT.replace("巡查次数", "学习班"), encoding="utf-8")
    roots = (shipped_directory(), tmp_path)
    for file, text in build_facts(tmp_path, roots).items():
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8")
    report = check(Knowledge(roots), OTHER_FORM)
    assert report.errors == 0
    assert {form for form, _ in report.audits} == {OTHER_FORM}


# (rule, rows it is about, a part of its arithmetic), from the printed form itself
AUDIT = [
    ("tasks", "other-tasks/7", "= 1196.11"),
    ("blank", "overview/other-funds", "其他资金"),
    ("kinds", "全表", "满意度指标"),
    ("names", "indicators/20", "培训次数"),
    ("year", "other-tasks/3", "2020"),
    ("grades", "indicators/9", "60 分"),
    ("cut", "indicators/5", "应诉工"),
]


@pytest.mark.parametrize(("rule", "rows", "said"), AUDIT)
def test_the_form_is_audited(rule: str, rows: str, said: str) -> None:
    audits = tuple((FORM, found) for found in findings(load_knowledge(), FORM))
    lines = list(check_lines(Report((), audits)))
    assert any(f"[{rule}]" in line and rows in line and said in line for line in lines), lines


def test_a_mistake_is_printed_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / OWN).write_text('alias:\n  "基本支\\e[31m": [甲乙]\n', encoding="utf-8")
    assert run_check(["--knowledge", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert f"{tmp_path / OWN}:2：错误：" in out
    assert "共 1 个错误" in out
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("facts", lambda text: text.replace("2289.69", "2289.70"), "与公开原文不一致"),
        ("forms", lambda text: text.replace("财政供养人员数", "财政供养人数"), "财政供养人数"),
        ("layouts", lambda text: text.replace("columns:", "colums:"), "版式文件"),
    ],
)
def test_files_of_a_form_that_dont_fit(copied: Path, name: str, change: object, said: str) -> None:
    (path,) = (copied / name).iterdir()
    assert callable(change)
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    report = check(Knowledge((copied,)), FORM)
    assert any(p.severity == ERROR and p.path.parent.name == name and said in str(p)
               for p in report.problems), report.problems  # fmt: skip


def test_a_text_that_was_never_built(copied: Path) -> None:
    text = copied / "forms" / f"{FORM}.txt"
    text.with_name("other-2021.txt").write_bytes(text.read_bytes())
    problems = check(Knowledge((copied,))).problems
    assert any("还没有整理成事实" in p.message for p in problems)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the shipped knowledge, without what is compiled."""
    for name in ("facts", "forms", "layouts", "lexicon", "language", "responses"):
        (tmp_path / name).mkdir(parents=True)
        for path in (shipped_directory() / name).glob("*.*"):
            (tmp_path / name / path.name).write_bytes(path.read_bytes())
    return tmp_path


# ── the shipped files and the code name the same things ──


def code() -> Iterator[ast.AST]:
    """All nodes of the code that understands, evaluates and speaks."""
    for path in sorted(Path(askperf.__file__).parent.rglob("*.py")):
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def literals() -> frozenset[str]:
    return frozenset(
        n.value for n in code() if isinstance(n, ast.Constant) and isinstance(n.value, str)
    )


@pytest.fixture(scope="module")
def patterns() -> frozenset[str]:
    """Names that f-strings make: `refuse.{reason}` as a regular expression."""
    return frozenset(
        "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in n.values)
        for n in code()
        if isinstance(n, ast.JoinedStr)
    )


# Operations that only account for their words.
MERELY_KNOWN = {("dialogue", "pronoun"), ("dialogue", "continue")}


@pytest.fixture(scope="module")
def responses() -> dict[str, str]:
    knowledge = load_knowledge()
    return dict(knowledge.load(FORM)[1].responses)


def test_values_of_the_operators_are_named_in_the_code(literals: frozenset[str]) -> None:
    """Those of closed kinds: levels and comparators are what a form has."""
    named = senses(shipped_directory() / "language" / "operators.yaml")
    closed = {(k, v) for k in ("op", "mark", "dialogue", "order") for v in named[k]}
    assert {pair for pair in closed if pair[1] not in literals} <= MERELY_KNOWN


def test_templates_named_in_the_code_exist(
    literals: frozenset[str], responses: dict[str, str]
) -> None:
    families = {name.split(".")[0] for name in responses if "." in name}
    named = {s for s in literals if re.fullmatch(r"[a-z-]+(\.[a-z-]+)+", s)}
    missing = {s for s in named if s.split(".")[0] in families and s not in responses}
    assert not {s for s in missing if not s.endswith((".json", ".yaml", ".py", ".txt"))}


def test_templates_are_used(
    literals: frozenset[str], patterns: frozenset[str], responses: dict[str, str]
) -> None:
    made = [re.compile(pattern) for pattern in patterns if "\\." in pattern]
    unused = [n for n in responses if n not in literals and not any(p.fullmatch(n) for p in made)]
    assert unused == []
