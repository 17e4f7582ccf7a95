"""Logical forms built by hand, evaluated on the form: status, figures, arithmetic, rows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from derivations import replay

from askperf import Assistant
from askperf import operations as op
from askperf import query as q
from askperf.execution.context import Context, plain
from askperf.execution.evaluation import evaluate
from askperf.query import Bound, LogicalForm, Operand, Selection

KEY = Selection(("key-tasks",))
OTHER = Selection(("other-tasks",))
TASKS = Selection(("key-tasks", "other-tasks"))
ALL_TASKS = " ".join(
    [*(f"key-tasks/{n}" for n in range(1, 5)), *(f"other-tasks/{n}" for n in range(1, 8))]
)
INDICATORS = Selection(("indicators",))
BASIC, PROJECT = "overview/basic-expenditure", "overview/project-expenditure"
FISCAL, HEADS = "overview/fiscal-appropriation", "overview/headcount"
SUBUNITS, FUNDS = "overview/subunits", "overview/other-funds"
PRICE, TAGGED = "indicators/10", "indicators/4"
KEY_ROWS = "key-tasks/1 key-tasks/2 key-tasks/3 key-tasks/4"
OTHER_ROWS = " ".join(f"other-tasks/{number}" for number in range(1, 8))
KEY_SUM = "63 + 136 + 10 + 16"
OTHER_SUM = "10 + 5 + 26 + 25 + 42.84 + 813.5 + 48.77"


def tasks(*bounds: Bound, top: int = 0, drop: int = 0, exclude: tuple[str, ...] = ()) -> Selection:
    return Selection(TASKS.sections, bounds=bounds, top=top, drop=drop, exclude=exclude)


def indicators(level: str = "", comparator: str = "", unit: str = "") -> Selection:
    return Selection(
        INDICATORS.sections,
        levels=(level,) if level else (),
        comparators=(comparator,) if comparator else (),
        units=(unit,) if unit else (),
    )


def one(row: str) -> Operand:
    return Operand((row,), "value", row)


def total(*rows: str) -> Operand:
    return Operand(rows, "sum", "合计")


def given(number: str, unit: str) -> Operand:
    return Operand((), "value", "所问的数", Decimal(number), unit)


def counted(rows: int, unit: str) -> str:
    """A figure that counts rows."""
    return f"{rows} {unit} : {' + '.join('1' * rows)} = {rows}"


@dataclass(frozen=True)
class Case:
    """A logical form, its status, figures and rows.

    Figures as `value unit [bound] [: derivation]`, commas between them.
    """

    node: LogicalForm
    status: str
    figures: str = ""
    rows: str = ""


LOOKUPS = {
    "一个概况数": Case(q.Lookup((BASIC,), ()), "answered", "2289.69 万元", BASIC),
    "一项任务的金额": Case(
        q.Lookup(("key-tasks/2",), ("amount",)), "answered", "136 万元", "key-tasks/2"
    ),
    "一条指标": Case(q.Lookup(("indicators/3",), ()), "answered", "97.5 % >=", "indicators/3"),
    "等于也要说": Case(q.Lookup(("indicators/22",), ()), "answered", "1 人 =", "indicators/22"),
    "一段文字没有数": Case(q.Lookup(("key-tasks/2",), ("goal",)), "answered", "", "key-tasks/2"),
    "部门名称": Case(q.Lookup(("overview/department",), ()), "answered", "", "overview/department"),
    "空格不是零": Case(q.Lookup((SUBUNITS,), ()), "blank", "", SUBUNITS),
    "一空一有": Case(
        q.Lookup((SUBUNITS, BASIC), ()), "answered", "2289.69 万元", f"{SUBUNITS} {BASIC}"
    ),
    "换成元": Case(
        q.Lookup((BASIC,), (), "元"),
        "answered",
        "22896900 元 : 2289.69 × 10000 = 22896900",
        BASIC,
    ),
    "换成亿元": Case(
        q.Lookup((BASIC,), (), "亿元"),
        "answered",
        "0.228969 亿元 : 2289.69 ÷ 10000 = 0.228969",
        BASIC,
    ),
    "空格换不成元": Case(q.Lookup((FUNDS,), (), "元"), "blank", "", FUNDS),
    "同名的几行": Case(
        q.Choose(("indicators/12", "indicators/19", "indicators/20"), ()),
        "ambiguous",
        "1 次 >=, 1 次 >=, 1 次/年 >=",
        "indicators/12 indicators/19 indicators/20",
    ),
    "没有自己预算的事": Case(
        q.TopicBudget("法律援助", ("key-tasks/2",), ("key-tasks/2", "indicators/21")),
        "answered",
        "136 万元",
        "key-tasks/2",
    ),
    "文字里的数": Case(q.Passage((("indicators/12", 0),)), "answered", "3 天 >=", "indicators/12"),
    "提到的各行": Case(
        op.Topic("法律援助", ("key-tasks/2", "indicators/21")),
        "answered",
        "136 万元, 160 件 >=",
        "key-tasks/2 indicators/21",
    ),
    "一句话在哪": Case(q.Locate(("key-tasks/2",), "灵魂之旅"), "answered", "", "key-tasks/2"),
    "查不到": Case(q.Refuse("nothing"), "not_found"),
    "两问，一问有": Case(
        q.Several((q.Lookup((BASIC,), ()), q.Refuse("nothing"))), "answered", "2289.69 万元", BASIC
    ),
    "两问都没有": Case(q.Several((q.Refuse("nothing"), q.Refuse("nothing"))), "not_found"),
}  # fmt: skip

SELECTIONS = {
    "超过50万元": Case(
        op.ListRows(tasks(Bound(">", Decimal("50"), "万元"))),
        "answered",
        "63 万元, 136 万元, 813.5 万元",
        "key-tasks/1 key-tasks/2 other-tasks/6",
    ),
    "超过500000元是一回事": Case(
        op.ListRows(tasks(Bound(">", Decimal("500000"), "元"))),
        "answered",
        "63 万元, 136 万元, 813.5 万元",
        "key-tasks/1 key-tasks/2 other-tasks/6",
    ),
    "到不到边": Case(
        op.ListRows(tasks(Bound("<=", Decimal("10"), "万元"))),
        "answered",
        "10 万元, 10 万元, 5 万元",
        "key-tasks/3 other-tasks/1 other-tasks/2",
    ),
    "不到边": Case(
        op.ListRows(tasks(Bound("<", Decimal("10"), "万元"))), "answered", "5 万元", "other-tasks/2"
    ),
    "一个也没有，表里定得下来": Case(
        op.ListRows(tasks(Bound(">", Decimal("5000"), "万元"))), "answered"
    ),
    "人不和钱比": Case(op.ListRows(tasks(Bound(">", Decimal("1"), "人"))), "answered"),
    "质量指标": Case(
        op.ListRows(indicators("质量指标")),
        "answered",
        "97.5 % >=, 100 % =, 60 分 >=, 80 % >=, 100 % =",
        "indicators/3 indicators/5 indicators/9 indicators/13 indicators/25",
    ),
    "成本指标": Case(op.ListRows(indicators("成本指标")), "answered", "500 元/人年 =", PRICE),
    "论件的": Case(op.ListRows(indicators(unit="件")), "answered", "160 件 >=", "indicators/21"),
    "等于的人数": Case(
        op.ListRows(indicators(comparator="=", unit="人")),
        "answered",
        "2 人 =, 2 人 =, 1 人 =",
        "indicators/15 indicators/16 indicators/22",
    ),
    "最大的两项": Case(
        op.ListRows(tasks(top=2)), "answered", "813.5 万元, 136 万元", "other-tasks/6 key-tasks/2"
    ),
    "几项重点任务": Case(op.Count((KEY,)), "answered", counted(4, "项"), KEY_ROWS),
    "两张任务表各几项": Case(
        op.Count((KEY, OTHER)),
        "answered",
        f"11 项 : 4 + 7 = 11, {counted(4, '项')}, {counted(7, '项')}",
        ALL_TASKS,
    ),
    "几条质量指标": Case(
        op.Count((indicators("质量指标"),)),
        "answered",
        counted(5, "条"),
        "indicators/3 indicators/5 indicators/9 indicators/13 indicators/25",
    ),
    "最多的": Case(op.Rank(TASKS, True, (1,)), "answered", "813.5 万元", "other-tasks/6"),
    "最少的": Case(op.Rank(TASKS, False, (1,)), "answered", "5 万元", "other-tasks/2"),
    "前三": Case(
        op.Rank(TASKS, True, (1, 2, 3)),
        "answered",
        "813.5 万元, 136 万元, 63 万元",
        "other-tasks/6 key-tasks/2 key-tasks/1",
    ),
    "第二名": Case(op.Rank(OTHER, True, (2,)), "answered", "48.77 万元", "other-tasks/7"),
    "并列就都给": Case(
        op.Rank(TASKS, True, (9,)), "answered", "10 万元, 10 万元", "key-tasks/3 other-tasks/1"
    ),
    "没有第五名": Case(op.Rank(KEY, True, (5,)), "not_found"),
    "没有第零名": Case(op.Rank(KEY, True, (0,)), "not_found"),
    "排第几": Case(op.Position("key-tasks/2", TASKS), "answered", "136 万元", "key-tasks/2"),
    "空格没有名次": Case(op.Position(SUBUNITS, Selection(("overview",))), "not_found"),
    "最多和最少": Case(
        op.Extremes(TASKS), "answered", "813.5 万元, 5 万元", "other-tasks/6 other-tasks/2"
    ),
    "金额一样的": Case(
        op.Duplicates(TASKS), "answered", "10 万元, 10 万元", "key-tasks/3 other-tasks/1"
    ),
    "有没有这类指标": Case(op.Exists("满意度指标", "", "", ()), "answered"),
    "有没有提到": Case(
        op.Exists("", "", "法律援助", ("indicators/21",)), "answered", "160 件 >=", "indicators/21"
    ),
    "哪一项是42.84万元": Case(
        op.Reverse(Decimal("42.84"), "万元", ()), "answered", "42.84 万元", "other-tasks/5"
    ),
    "换个单位也找得到": Case(
        op.Reverse(Decimal("428400"), "元", ()), "answered", "42.84 万元", "other-tasks/5"
    ),
    "单位要对得上": Case(op.Reverse(Decimal("136"), "件", ()), "not_found"),
    "没写单位": Case(op.Reverse(Decimal("136"), "", ()), "answered", "136 万元", "key-tasks/2"),
    "没有这个数": Case(op.Reverse(Decimal("7"), "万元", ()), "not_found"),
}  # fmt: skip

ARITHMETIC = {
    "重点任务合计": Case(
        op.Aggregate(KEY, "sum"), "answered", f"225 万元 : {KEY_SUM} = 225", KEY_ROWS
    ),
    "全部任务合计，另引项目支出": Case(
        op.Aggregate(TASKS, "sum"),
        "answered",
        f"1196.11 万元 : {KEY_SUM} + {OTHER_SUM} = 1196.11",
        f"{KEY_ROWS} {OTHER_ROWS} {PROJECT}",
    ),
    "除开一项": Case(
        op.Aggregate(tasks(exclude=("other-tasks/6",)), "sum"),
        "answered",
        "382.61 万元 : 63 + 136 + 10 + 16 + 10 + 5 + 26 + 25 + 42.84 + 48.77 = 382.61",
        f"{KEY_ROWS} {OTHER_ROWS.replace(' other-tasks/6', '')}",
    ),
    "合计换成元": Case(
        op.Aggregate(KEY, "sum", "元"),
        "answered",
        f"225 万元 : {KEY_SUM} = 225, 2250000 元 : 225 × 10000 = 2250000",
        KEY_ROWS,
    ),
    "平均": Case(
        op.Aggregate(OTHER, "mean"),
        "answered",
        f"138.73 万元 : ({OTHER_SUM}) ÷ 7 = 138.73",
        OTHER_ROWS,
    ),
    "中位数": Case(
        op.Aggregate(KEY, "median"), "answered", "39.5 万元 : (16 + 63) ÷ 2 = 39.5", KEY_ROWS
    ),
    "极差": Case(op.Aggregate(KEY, "range"), "answered", "126 万元 : 136 - 10 = 126", KEY_ROWS),
    "人加人，下限还是下限": Case(
        op.Aggregate(Selection((), rows=(TAGGED, "indicators/15")), "sum"),
        "answered",
        "1542 人 >= : 1540 + 2 = 1542",
        f"{TAGGED} indicators/15",
    ),
    "次加件不行": Case(
        op.Aggregate(Selection((), rows=("indicators/18", "indicators/21")), "sum"), "not_found"
    ),
    "所有指标加起来不行": Case(op.Aggregate(INDICATORS, "sum"), "not_found"),
    "单价加总价不行": Case(op.Aggregate(Selection((), rows=(PRICE, BASIC)), "sum"), "not_found"),
    "差多少，先后不论": Case(
        op.Compare(one(PROJECT), one(BASIC), "difference"),
        "answered",
        "2101.92 万元 : 2289.69 - 187.77 = 2101.92, 187.77 万元, 2289.69 万元",
        f"{PROJECT} {BASIC}",
    ),
    "百分数差的是百分点": Case(
        op.Compare(one("indicators/3"), one("indicators/5"), "difference"),
        "answered",
        "2.5 个百分点 : 100 - 97.5 = 2.5, 97.5 % >=, 100 % =",
        "indicators/3 indicators/5",
    ),
    "几倍": Case(
        op.Compare(one(BASIC), one(PROJECT), "ratio"),
        "answered",
        "12.19 倍 : 2289.69 ÷ 187.77 ≈ 12.19, 2289.69 万元, 187.77 万元",
        f"{BASIC} {PROJECT}",
    ),
    "一样多": Case(
        op.Compare(one("key-tasks/3"), one("other-tasks/1"), "larger"),
        "answered",
        "10 万元, 10 万元",
        "key-tasks/3 other-tasks/1",
    ),
    "钱不和人比": Case(op.Compare(one(BASIC), one(HEADS), "difference"), "not_found"),
    "空格比不了": Case(op.Compare(one(SUBUNITS), one(HEADS), "difference"), "blank", "", SUBUNITS),
    "占比": Case(
        op.Share((one(PROJECT),), one(FISCAL)),
        "answered",
        "7.58 % : 187.77 ÷ 2477.46 × 100 ≈ 7.58",
        f"{PROJECT} {FISCAL}",
    ),
    "钱在人里没有占比": Case(op.Share((one(PROJECT),), one(HEADS)), "not_found"),
    "空格没有占比": Case(op.Share((one(FUNDS),), one(FISCAL)), "blank", "", FUNDS),
    "人均": Case(
        op.Divide(one(BASIC), one(HEADS)),
        "answered",
        "17.22 万元/人 : 2289.69 ÷ 133 ≈ 17.22",
        f"{BASIC} {HEADS}",
    ),
    "按月": Case(
        op.Divide(one(BASIC), given("12", "个月")),
        "answered",
        "190.81 万元/月 : 2289.69 ÷ 12 ≈ 190.81",
        BASIC,
    ),
    "单价乘人数": Case(
        op.Multiply(PRICE, one(TAGGED)),
        "answered",
        "770000 元 >= : 1540 × 500 = 770000, 77 万元 >= : 770000 ÷ 10000 = 77",
        f"{TAGGED} {PRICE}",
    ),
    "单价乘人数乘年数": Case(
        op.Multiply(PRICE, given("10", "人"), 3),
        "answered",
        "15000 元 : 10 × 500 × 3 = 15000, 1.5 万元 : 15000 ÷ 10000 = 1.5",
        PRICE,
    ),
    "两数相等": Case(
        op.Equal(total(BASIC, PROJECT), one(FISCAL)),
        "answered",
        "2477.46 万元 : 2289.69 + 187.77 = 2477.46, 2477.46 万元",
        f"{BASIC} {PROJECT} {FISCAL}",
    ),
    "两数不等": Case(
        op.Equal(total("key-tasks/1", "key-tasks/2"), one(PROJECT)),
        "answered",
        "199 万元 : 63 + 136 = 199, 187.77 万元",
        f"key-tasks/1 key-tasks/2 {PROJECT}",
    ),
}  # fmt: skip

CASES = {**LOOKUPS, **SELECTIONS, **ARITHMETIC}


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES.items()])
def test_a_logical_form_denotes(context: Context, case: Case) -> None:
    found = evaluate(case.node, context)
    figures = []
    for figure in found.figures:
        said = f"{plain(figure.value)} {figure.unit}"
        said += f" {figure.bound}" if figure.bound else ""
        figures.append(f"{said} : {figure.derivation}" if figure.derivation else said)
    assert found.status == case.status
    assert ", ".join(figures) == case.figures
    assert found.rows == tuple(case.rows.split())


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES.items()])
def test_what_it_denotes_is_said_and_derived(context: Context, case: Case) -> None:
    found = evaluate(case.node, context)
    assert found.statements
    said = "".join(context.say(s.template, s.slots) for s in found.statements)
    assert "{" not in said
    for figure in found.figures:
        assert not figure.derivation or replay(figure.derivation).holds
        assert figure.derivation or figure.row.removeprefix(f"{context.form.id}/") in found.rows


# Unlike units and blank cells: what must not be computed
UNCOMPUTED = {
    "百分数相加": op.Aggregate(Selection((), rows=("indicators/3", "indicators/5")), "sum"),
    "次加人": op.Aggregate(Selection((), rows=("indicators/19", "indicators/15")), "sum"),
    "一行的平均": op.Aggregate(Selection((), rows=("indicators/19",)), "mean"),
    "件乘元/人年": op.Multiply(PRICE, one("indicators/21")),
    "单价乘空格": op.Multiply(PRICE, one(SUBUNITS)),
    "空格除以人数": op.Divide(one(FUNDS), one(HEADS)),
    "钱除以空格": op.Divide(one(BASIC), one(SUBUNITS)),
    "没有最多最少": op.Extremes(Selection(("indicators",), levels=("满意度指标",))),
}


@pytest.mark.parametrize("node", [pytest.param(n, id=name) for name, n in UNCOMPUTED.items()])
def test_what_cant_be_computed_gives_no_figure(context: Context, node: LogicalForm) -> None:
    assert [f for f in evaluate(node, context).figures if f.derivation] == []


# Verdicts: (node, part of the name of the sentence that comes first)
VERDICTS = {
    "96%不到97.5%": (op.Check(("indicators/3",), Decimal("96"), "%", "performance"), "missed"),
    "97.5%正好": (op.Check(("indicators/3",), Decimal("97.5"), "%", "performance"), "met"),
    "98%超过": (op.Check(("indicators/3",), Decimal("98"), "%", "performance"), "met"),
    "150件不够": (op.Check(("indicators/21",), Decimal("150"), "件", "performance"), "missed"),
    "等于就不能多": (op.Check(("indicators/15",), Decimal("3"), "人", "performance"), "missed"),
    "等于正好": (op.Check(("indicators/15",), Decimal("2"), "人", "performance"), "met"),
    "说是136万，对": (op.Check(("key-tasks/2",), Decimal("136"), "万元", "statement"), "true"),
    "1360000元也对": (op.Check(("key-tasks/2",), Decimal("1360000"), "元", "statement"), "true"),
    "说是500万，不对": (op.Check(("key-tasks/2",), Decimal("500"), "万元", "statement"), "false"),
    "普法宣传是其他任务": (op.CheckCell("other-tasks/3", "section", "other-tasks"), "true"),
    "普法宣传不是重点任务": (op.CheckCell("other-tasks/3", "section", "key-tasks"), "false"),
    "调解成功率是质量指标": (op.CheckCell("indicators/3", "level", "质量指标"), "true"),
    "调解成功率不是数量指标": (op.CheckCell("indicators/3", "level", "数量指标"), "false"),
    "75分一个等次": (op.Grade("indicators/9", Decimal("75")), "one"),
    "60分两个等次": (op.Grade("indicators/9", Decimal("60")), "several"),
    "89.5分没有等次": (op.Grade("indicators/9", Decimal("89.5")), "none"),
    "等次有重叠": (op.Grade("indicators/9", None, "", True), "overlap"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("node", "verdict"), [pytest.param(*case, id=name) for name, case in VERDICTS.items()]
)
def test_the_verdict_comes_first(context: Context, node: LogicalForm, verdict: str) -> None:
    found = evaluate(node, context)
    assert found.status == "answered"
    assert verdict in found.statements[0].template.split(".")


def test_a_blank_cell_can_be_checked_against_nothing(context: Context) -> None:
    found = evaluate(op.Check((SUBUNITS,), Decimal("3"), "个", "statement"), context)
    assert (found.status, found.figures) == ("blank", ())


# (places asked for, value, what is said, was it rounded)
ROUNDED = [
    (None, "2.5", "2.5", False),
    (None, "0.228969", "0.228969", False),
    (None, "17.215714285", "17.22", True),
    (2, "2.345", "2.35", True),
    (2, "2.335", "2.34", True),
    (0, "0.5", "1", True),
    (1, "138.73", "138.7", True),
    (2, "138.73", "138.73", False),
]


@pytest.mark.parametrize(("places", "value", "said", "rounded"), ROUNDED)
def test_rounding_is_half_up_and_told(
    context: Context, places: int | None, value: str, said: str, rounded: bool
) -> None:
    rounding = Context(context.form, context.lexicon, places)
    assert rounding.round(Decimal(value)) == (Decimal(said), rounded)


@pytest.mark.parametrize(
    ("value", "said"),
    [("77.0000", "77"), ("2250000", "2250000"), ("1E+2", "100"), ("0.00", "0"), ("0.10", "0.1")],
)
def test_a_number_is_said_plainly(value: str, said: str) -> None:
    assert plain(Decimal(value)) == said


# The same, as people ask: a blank cell is no 0, and arithmetic with one gives no figure
BLANKS = [
    "其他资金是多少",
    "其他资金折合多少元",
    "其他资金占财政拨款百分之几",
    "其他资金等于财政拨款吗",
    "基本支出除以二级预算单位数",
    "人均其他资金",
    "其他资金按12个月平均每月多少",
    "其他资金加项目支出一共多少",
    "每个二级预算单位平均多少基本支出",
]


@pytest.mark.parametrize("question", BLANKS)
def test_nothing_is_computed_of_a_blank_cell(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status in ("blank", "not_found")
    assert answer.figures == ()
