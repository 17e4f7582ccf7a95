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
from askperf.keeping.problems import ERROR, WARNING, Problem
from askperf.keeping.reach_check import unreachable
from askperf.keeping.reports import check_lines
from askperf.keeping.vocabulary import CLOSED
from askperf.knowledge import Knowledge, load_knowledge, shipped_directory
from askperf.lexicon import KINDS

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
QUIET = "alias:\n  基本支出: [家底]\nfiller:\n  口头语: [家底]\n"
DENIED = "term:\n  调解: [讲数摆平]\nscope:\n  fee: [讲数摆平]\n"
# (what, file, text, severity, line, a part of the sentence)
MISTAKES = [
    ("种类写错", OWN, "terms:\n  法律援助: [甲乙丙]\n", ERROR, 2, "是不是想写：term"),
    ("没有的运算", OWN, "op:\n  summ: [加总起来瞧瞧]\n", ERROR, 2, "“op”没有“summ”"),
    ("没有的量", OWN, "measure:\n  area: [占地面积]\n", ERROR, 2, "“measure”没有“area”"),
    ("没有的格", OWN, "attribute:\n  color: [颜色]\n", ERROR, 2, "“attribute”没有“color”"),
    ("没有话说的理由", OWN, "scope:\n  secret: [机密]\n", ERROR, 2, "“scope”没有“secret”"),
    ("别名指不到行", OWN, "alias:\n  基本支: [人头钱]\n", ERROR, 2, "是不是想写：基本支出"),
    ("行号不存在", FORM_LEXICON, "alias:\n  indicators/27: [甲乙丙]\n", ERROR, 2, "indicators/2"),
    ("表不存在", "lexicon/forms/x-2021.yaml", "alias:\n  a/1: [甲乙丙]\n", ERROR, 0, "x-2021"),
    ("合计里有错的行", OWN, "total:\n  a/1+overview/headcount: [甲乙]\n", ERROR, 2, "“a/1”"),
    ("合计只有一行", OWN, "total:\n  overview/headcount: [甲乙]\n", ERROR, 2, "不是合计"),
    ("表里没有的词", OWN, "term:\n  社区消防站: [消防点]\n", ERROR, 2, "社区消防站"),
    ("表里没有的长词", OWN, "except:\n  社区消防站: [消防]\n", ERROR, 2, "社区消防站"),
    ("被读成布尔值", OWN, "filler:\n  口头语: [yes]\n", ERROR, 2, "“yes”会被读成“True”"),
    ("被读成六十进制", OWN, "filler:\n  口头语:\n    - 一句\n    - 1:30\n", ERROR, 4, "“1:30”"),
    ("空的说法", OWN, "filler:\n  口头语: [甲, '']\n", ERROR, 2, "空的说法"),
    ("一个字的别名", OWN, "alias:\n  基本支出: [薪]\n", WARNING, 2, "只有一个字"),
    ("写了两遍", OWN, "filler:\n  口头语:\n    - 我说呢\n    - 我说呢\n", WARNING, 4, "重复"),
    ("一个说法指两行", OWN, "alias:\n  基本支出: [家底]\n  项目支出: [家底]\n", WARNING, 3, "家底"),
    ("行名算作虚词", OWN, "filler:\n  口头语: [基本支出]\n", ERROR, 2, "会问不到"),
    ("行名算作泛词", OWN, "weak:\n  泛称: [出庭应诉率]\n", ERROR, 2, "会问不到"),
    ("行名算作表外的事", OWN, "scope:\n  fee: [其他资金]\n", ERROR, 2, "会问不到"),
    ("虚词吞掉行名", OWN, "filler:\n  口头语: [请问基本支出]\n", ERROR, 2, "“基本支出”"),
    ("别名是别行的名", OWN, "alias:\n  基本支出: [项目支出]\n", ERROR, 2, "的名称"),
    ("既指行又是虚词", OWN, QUIET, ERROR, 4, "却指“基本支出”"),
    ("同义词又算表外", OWN, DENIED, WARNING, 4, "讲数摆平"),
    ("意思相反", OWN, "bound:\n  '>=': [顶着]\n  '<=': [顶着]\n", ERROR, 3, "意思相反"),
    ("键写了两次", OWN, "filler:\n  甲: [一一一]\n  甲: [二二二]\n", ERROR, 3, "前一次在第 2 行"),
    ("不是表", OWN, "- 甲\n", ERROR, 1, "种类: {值"),
    ("种类下面没有值", OWN, "filler: [甲]\n", ERROR, 1, "值: [说法"),
    ("说法不是列表", OWN, "filler:\n  口头语: 甲\n", ERROR, 2, "应当是列表"),
    ("说法里套列表", OWN, "filler:\n  口头语: [[甲]]\n", ERROR, 2, "会被读成"),
    ("YAML 不合格", OWN, "filler:\n  口头语: [甲\n乙: 1\n", ERROR, 3, "不是合格的 YAML"),
    ("花括号不成对", "responses/own.yaml", "target: '{label 是 {number}。'\n", ERROR, 1, "花括号"),
    ("没有的空位", "responses/own.yaml", "a: ''\ntarget: '{nomber}'\n", ERROR, 2, "{number}"),
    ("没有的模板", "responses/own.yaml", "targets: 好\n", ERROR, 1, "没有叫“targets”的模板"),
    ("空位带格式", "responses/own.yaml", "target: '{number:>9}'\n", ERROR, 1, "空位只写名字"),
    ("丢了数", "responses/own.yaml", "target: '{label}见表。'\n", WARNING, 1, "少了空位 {number}"),
    ("模板不是话", "responses/own.yaml", "target: 12:30\n", ERROR, 1, "会被读成"),
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
    ("数字说法", OWN, "filler:\n  口头语: [13.5]\n"),
    ("合计", OWN, "total:\n  overview/headcount+overview/subunits: [人和单位]\n"),
    ("全注释掉", OWN, "alias:\n#  基本支出: [家底钱]\n"),
    ("空文件", OWN, "# 还没有写\n"),
    ("改一句话", "responses/own.yaml", "target: '{label}：{number}{bound}。'\n"),
    ("自己的理由", OWN, "filler:\n  口头语: [话说回来呢]\n"),
    ("加一个单位", UNITS, "- {unit: 海里, dimension: distance, factor: 1, say: [浬程]}\n"),
    ("加一个数字", "lexicon/numerals.yaml", "digits: {幺: 1}\n"),
]


@pytest.mark.parametrize(("file", "text"), [pytest.param(*case[1:], id=case[0]) for case in FINE])
def test_what_is_right_is_left_alone(tmp_path: Path, file: str, text: str) -> None:
    assert problems_of(tmp_path, {file: text}) == []


def test_a_reason_of_ones_own_with_its_template(tmp_path: Path) -> None:
    files = {
        OWN: "scope:\n  secret: [机密文件]\n",
        "responses/own.yaml": "refuse.secret: 这是机密，表里没有（{words}）。\n",
    }
    assert problems_of(tmp_path, files) == []


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


def test_a_row_of_ones_own_form_that_the_shipped_lexicon_hides(tmp_path: Path) -> None:
    """The keeper can't put it right in the shipped file: they are told, and not failed."""
    path = tmp_path / "forms" / f"{OTHER_FORM}.txt"
    path.parent.mkdir()
    path.write_text(OTHER_TEXT.replace("巡查次数", "请问"), encoding="utf-8")
    roots = (shipped_directory(), tmp_path)
    for file, text in build_facts(tmp_path, roots).items():
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8")
    report = check(Knowledge(roots), OTHER_FORM)
    found = [p for p in report.problems if "“请问”" in p.message]
    assert [(p.severity, p.path.name) for p in found] == [(WARNING, "fillers.yaml")]
    assert report.errors == 0
    assert {form for form, _, _ in report.audits} == {OTHER_FORM}


# (rule, rows it is about, a part of its arithmetic), from the printed form itself
AUDIT = [
    ("parts", "overview/basic-expenditure", "2289.69 + 187.77 = 2477.46"),
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
    audits = tuple((FORM, *found) for found in findings(load_knowledge(), FORM))
    lines = list(check_lines(Report((), audits)))
    assert any(f"[{rule}]" in line and rows in line and said in line for line in lines), lines


def test_a_mistake_is_printed_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / OWN).write_text('op:\n  summ: ["甲\\e[31m"]\n', encoding="utf-8")
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
    for name in ("facts", "forms", "layouts", "lexicon", "lexicon/forms", "responses"):
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


@pytest.fixture(scope="module")
def responses() -> dict[str, str]:
    knowledge = load_knowledge()
    return dict(knowledge.load(FORM)[1].responses)


# Words that only account for themselves: understanding needs no more of them.
MERELY_KNOWN = {("ask", "how"), ("relation", "is"), ("dialogue", "continue")}


def test_values_of_the_shipped_lexicon_are_named_in_the_code(literals: frozenset[str]) -> None:
    language, _ = check_language(Knowledge((shipped_directory(),)))
    named = {(e.kind, e.value) for e in language.entries if e.kind in CLOSED and e.kind != "own"}
    assert {pair for pair in named if pair[1] not in literals} <= MERELY_KNOWN


def test_closed_kinds_are_kinds() -> None:
    assert set(CLOSED) <= set(KINDS)


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
