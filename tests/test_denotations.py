"""What questions of two and more steps denote: the right answer is among the candidates.

The numbers are worked out by hand from the form; which candidate is chosen is for the weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal

import pytest
from forms import (
    BASIC,
    HEADS,
    KEY,
    OTHER,
    PUBLICITY,
    TASKS,
    candidates,
    proposed,
    row,
    show,
    tell,
    total,
    value,
    wan,
)

from askperf import Assistant
from askperf.execution.evaluate import evaluate
from askperf.execution.values import Outcome, Undefined
from askperf.logic import (
    Arith,
    Claim,
    Except,
    Extreme,
    Find,
    Form,
    Given,
    Holds,
    Meets,
    Pick,
    Rows,
    Show,
    Where,
    nodes,
)
from askperf.understanding.grammar import Before

CENT = Decimal("0.01")
RENT, PEOPLE = value(row("indicators/10")), value(row("indicators/4"))

NUMBERS: list[tuple[str, list[str]]] = [
    ("普法宣传现在只有20万，差目标几万", ["6"]),
    ("手环已经戴了1500人，还要再增加几人", ["40"]),
    ("要是人民调解员工作不搞了，任务总投入还有多少", ["1186.11"]),
    ("一村一法律顾问不参与计算，普法宣传占其余任务总额的百分之几", ["6.8"]),
    ("普法宣传和考区考务各折合多少元", ["260000", "250000"]),
    ("公共法律服务/重点任务合计", ["60.44"]),
    # The whole may be named first; what each is given is given as often as there are rows.
    ("在其他需完成任务中，普法宣传、法考考务共占百分之多少", ["5.25"]),
    ("重点任务每项都加5万，一共是多少", ["245"]),
    ("其他任务各减1万，合计还剩多少", ["964.11"]),
    ("要是村居法律顾问少花个50万，全部任务总额多少", ["1146.11"]),
    ("人民调解员工作砍到5万，其他任务总共多少", ["966.11"]),
    ("村居法律顾问不动，其余任务一律压减10%，能省出多少万元", ["38.26"]),
    ("基本支出与项目支出的差额，按财政供养人员每人摊，是多少万元", ["15.8"]),
    ("从第五名加到第八名，任务金额合计多少", ["109.84"]),
    ("20万以上的任务占任务总个数的百分之几", ["63.64"]),
    ("公证处投多少，比普法宣传多多少", ["48.77", "22.77"]),
    ("用等号的指标里目标不是100%的有几条", ["4"]),
    ("其他任务合计/重点任务合计", ["4.32"]),
    ("质量指标条数除以指标总数，化成百分数", ["19.23"]),
    ("两类任务占全部任务的份额相差几个百分点", ["62.38"]),
    ("按1540人、每人500元算的手环租金占项目支出的百分之几", ["41.01"]),
    ("普法宣传压减两成能腾出多少", ["5.2"]),
    ("把财政拨款平均到供养人员，一人多少万元", ["18.63"]),
    ("一个供养人员平均摊到的项目支出是多少", ["1.41"]),
    ("重点任务1和3一共多少", ["73"]),
    ("其他任务的2、4、6号加起来", ["843.5"]),
    ("倒数第二名比最后一名多几万", ["5"]),
    ("财政供养人员再招12个人，一共多少人", ["145"]),
    ("百分比指标里最高的目标比最低的高几个百分点", ["20"]),
    ("办了200件法律援助，比目标多百分之几", ["25"]),
    ("公共法律服务压减四分之一，四项重点合计还有多少", ["191"]),
    ("20万＜任务＜50万，求和", ["142.61"]),
    ("10≤金额≤50 任务合计", ["178.61"]),
    ("≠10万的任务之和", ["1176.11"]),
    ("数量指标里目标写着“≥1”的有几条", ["7"]),
    ("一村一法律顾问减掉别的任务的总和是多少", ["430.89"]),
    ("出庭应诉率比调解成功率严多少个百分点", ["2.5"]),
    ("普法宣传砍掉一成半还剩几万", ["22.1"]),
    ("没挤进前两名的任务合计多少", ["246.61"]),
    ("不是前三的任务合计多少", ["183.61"]),
    ("第二类任务前两名合起来有多少万", ["862.27"]),
    ("第一名是最后一名的几倍", ["162.7"]),
    ("像跳水打分那样，去一个最高去一个最低，任务平均多少万", ["41.96"]),
    ("统计一下：其他需完成任务，金额不低于25万元的有多少项", ["5"]),
    ("监控1617人，超额百分之几", ["5"]),
]

ROWS: list[tuple[str, list[str]]] = [
    ("第二个任务多少钱", ["key-tasks/2", "other-tasks/2"]),
    ("名称里一个“法”字都没有的任务", ["other-tasks/1", "other-tasks/2", "other-tasks/5"]),
    ("重点任务的老四是哪个", ["key-tasks/4"]),
    ("十一项任务从多往少数，第二位是谁", ["key-tasks/2"]),
    ("哪些任务的钱没有考务多", ["key-tasks/3", "key-tasks/4", "other-tasks/1", "other-tasks/2"]),
    ("没列进重点、又超过一百万的任务", ["other-tasks/6"]),
    ("三条培训次数里跟公证员没关系的", ["indicators/12", "indicators/20"]),
    ("金额仅次于第一名的任务", ["key-tasks/2"]),
    ("最后三条指标里目标值最大的是哪条", ["indicators/25"]),
    ("“其他”那一类任务，钱数排第三的给了多少", ["other-tasks/5"]),
    ("质量指标里非得做到100%的有哪些", ["indicators/25", "indicators/5"]),
]

VERDICTS: list[tuple[str, bool]] = [
    ("租用费520超了没", True),
    ("普法宣传30万超过了吗", True),
    ("租用费450元算达标吗", False),
    ("普法宣传与考务的总和比公证处保障少吗", False),
    ("每个月办12件法律援助，全年够数吗", False),
    ("法律援助一季度办了75件，后来又办了90件，加起来够指标了吗", True),
    ("80件行政复议，79件按期办结，法定期限结案率达标吗", False),
    ("考评做了2次，法援宣传3次，培训1次，三样都够吗", True),
    ("除普法宣传以外，还有别的任务名称带“宣传”吗", False),
    ("除了一村一法律顾问，还有没有别的任务超过100万", True),
    ("九成以上的支出都是基本支出，对吗", True),
    ("服务质量刚好考60分，低于目标值了吗", False),
    ("调解成功率98%，普法普及率79%，出庭应诉率100%，过关了吗", False),
    ("公证处保障和法治政府，前者更贵，对吗", False),
    ("依法治市和人民调解员工作的钱没有差别，属实吗", True),
    ("普法宣传只有26000元，对吗", False),
    ("项目支出翻倍也到不了四百万，是吧", True),
    ("法治政府那笔翻倍也追不上公共法律服务吧", True),
    ("一村一法律顾问还没占到任务总额的一半，是吗", False),
    ("重点任务总数有没有200万", True),
    ("普法宣传比考区考务多出20%，是这么多吗", False),
    ("一村一法律顾问差不多是公共法律服务的6倍，对吗", True),
    ("任务总数不少于十项，对吧", True),
    ("揭阳考场考务恰好廿五万吗", True),
    ("村居法律顾问是不是813万5", True),
    ("有冇任务细过十万嘅", True),
    ("跟人民调解员工作比，刑满释放人员帮教帮扶的钱是不是更少", True),
    ("与项目支出相比，基本支出是不是更多", True),
    ("比起普法宣传，考务的钱更多吗", False),
    ("要完成综合行政执法改革的乡镇街道不止80个，是吧", True),
]

OVER_50 = Before(show(Where(TASKS, Holds(">", wan("50")))), ("key-tasks/1", "key-tasks/2"))
WITHOUT = Before(tell(total(Except(TASKS, Extreme(TASKS, True, (1,))))))
BOTH = Before(tell(total(OTHER)), numbers=(total(KEY), total(OTHER)))
ONE = Before(show(PUBLICITY), PUBLICITY.rows, numbers=(value(PUBLICITY),))
PRICED = Before(show(row("indicators/10")), ("indicators/10",), numbers=(PEOPLE, RENT))
SHARED = Before(show(row("overview/headcount")), numbers=(value(BASIC), HEADS))

FOLLOWING: list[tuple[str, Before, list[str]]] = [
    ("没超过的那些加起来呢", OVER_50, ["183.61"]),
    ("再去掉第二大的呢", WITHOUT, ["246.61"]),
    ("前者占两者总和的百分之几", BOTH, ["18.81"]),
    ("它高于行政立法几万", ONE, ["10"]),
    ("一村一法律顾问是它的几倍", ONE, ["31.29"]),
    ("照这样连办三年，总共多少", ONE, ["78"]),
    ("那一年总共几万", PRICED, ["77"]),
    ("平均到一个人呢", SHARED, ["17.22"]),
]


def _denoted(
    assistant: Assistant, question: str, before: Before | None = None
) -> Iterator[Outcome]:
    for candidate in candidates(assistant, question, before):
        try:
            yield evaluate(candidate.form, assistant.world())
        except Undefined:
            continue


def _figures(outcome: Outcome) -> list[Decimal]:
    own = (amount for amount in outcome.amounts if not amount.given)
    return sorted(amount.value.quantize(CENT, ROUND_HALF_UP) for amount in own)


def _expected(figures: list[str]) -> list[Decimal]:
    return sorted(Decimal(figure).quantize(CENT) for figure in figures)


@pytest.mark.parametrize(("question", "figures"), NUMBERS, ids=[q for q, _ in NUMBERS])
def test_a_number_is_among_what_is_proposed(
    assistant: Assistant, question: str, figures: list[str]
) -> None:
    found = [_figures(x) for x in _denoted(assistant, question) if x.verdict is None]
    assert _expected(figures) in found


@pytest.mark.parametrize(("question", "rows"), ROWS, ids=[q for q, _ in ROWS])
def test_rows_are_among_what_is_proposed(
    assistant: Assistant, question: str, rows: list[str]
) -> None:
    assert sorted(rows) in [sorted(x.rows) for x in _denoted(assistant, question)]


@pytest.mark.parametrize(("question", "verdict"), VERDICTS, ids=[q for q, _ in VERDICTS])
def test_a_verdict_is_among_what_is_proposed(
    assistant: Assistant, question: str, verdict: bool
) -> None:
    assert verdict in [x.verdict for x in _denoted(assistant, question)]


@pytest.mark.parametrize(
    ("question", "before", "figures"), FOLLOWING, ids=[x[0] for x in FOLLOWING]
)
def test_a_number_after_another_turn_is_among_what_is_proposed(
    assistant: Assistant, question: str, before: Before, figures: list[str]
) -> None:
    found = [_figures(x) for x in _denoted(assistant, question, before) if x.verdict is None]
    assert _expected(figures) in found


DENIED = [
    "超过30万但不是重点的任务有哪些",
    "超过30万但不属于重点工作的任务",
    "不是重点的任务里超过30万的",
]


@pytest.mark.parametrize("question", DENIED)
def test_what_is_denied_is_no_table(assistant: Assistant, question: str) -> None:
    reading = assistant.engine.parser.parse(question).reading
    assert {a.value for a in reading.anchors if a.kind == "section"} == {"other-tasks"}


BOUNDED = [
    ("强化行政立法不止15万，对吗", "key-tasks/4"),
    ("村级信访调解起码给了40万，对不", "other-tasks/5"),
]


@pytest.mark.parametrize(("question", "name"), BOUNDED, ids=[q for q, _ in BOUNDED])
def test_a_bound_beside_a_number_is_never_taken_as_equal(
    assistant: Assistant, question: str, name: str
) -> None:
    forms = [one.form for one in candidates(assistant, question, None)]
    claims = [form for form in forms if isinstance(form, Claim) and isinstance(form.right, Given)]
    assert any(form.left == value(row(name)) for form in claims)
    assert not any(form.left == value(row(name)) and form.mark == "=" for form in claims)


NEVER: list[tuple[str, str]] = [
    ("20万＜任务＜50万，求和", "41"),
    ("≠10万的任务之和", "20"),
    ("除最大的两项以外，剩下九项占总额的百分之几", "3.65"),
    ("六、七两条其他任务合在一起占其他任务资金百分之几", "0.62"),
    ("第一名是最后一名的几倍", "16.68"),
    ("优化公共法律服务砍掉一成半还剩几万", "122.4"),
]


@pytest.mark.parametrize(("question", "figure"), NEVER, ids=[q for q, _ in NEVER])
def test_a_number_that_passes_over_a_word_is_not_proposed(
    assistant: Assistant, question: str, figure: str
) -> None:
    assert _expected([figure]) not in [_figures(x) for x in _denoted(assistant, question)]


@pytest.mark.parametrize("question", ["不是前三的任务合计多少", "不在前三名的任务一共多少钱"])
def test_a_place_that_is_denied_is_not_proposed(assistant: Assistant, question: str) -> None:
    first = Extreme(TASKS, True, (1, 2, 3))
    forms = [one.form for one in candidates(assistant, question, None)]
    assert tell(total(Except(TASKS, first))) in forms
    assert tell(total(first)) not in forms


def test_a_sign_behind_a_number_bounds_what_stands_behind_the_sign(assistant: Assistant) -> None:
    forms = [one.form for one in candidates(assistant, "20万＜普法宣传，对吗", None)]
    told = [form for form in forms if isinstance(form, Claim) and form.left == value(PUBLICITY)]
    assert {form.mark for form in told if form.right == wan("20")} == {">"}


def test_heads_are_never_multiplied_by_heads(assistant: Assistant) -> None:
    forms = [one.form for one in candidates(assistant, "财政供养人员再招12个人，一共多少人", None)]
    sums = [n for form in forms for n in nodes(form) if isinstance(n, Arith)]
    assert not any(n.how == "times" and n.left == HEADS for n in sums)


def test_what_was_done_is_no_bound_for_its_target(assistant: Assistant) -> None:
    said = "业务培训及学习宣传搞了五场，够数不"
    forms = [one.form for one in candidates(assistant, said, None)]
    target = value(row("indicators/17"))
    assert not any(isinstance(x, Claim) and x.left == target and x.right == Given(Decimal(5), "次")
                   for x in forms)  # fmt: skip


def test_what_is_left_out_covers_no_words_of_the_question_beside_it(assistant: Assistant) -> None:
    said = "先不看法律顾问那一项，别的任务里超过40万的加起来"
    start = said.index("40")
    found = [x for x in candidates(assistant, said, None) if x.rule.startswith("rest:")]
    unbounded = [x for x in found if not any(isinstance(n, Given | Holds) for n in nodes(x.form))]
    assert unbounded and not any(one.used >> start & 1 for one in unbounded)


# (question, what no reading of it may be)
NEVER = [
    ("基本支出除以0", "a number for each head", lambda form: _uses(form, "overview/headcount")),
    ("基本支出除以部门名称", "for each head", lambda form: _uses(form, "overview/headcount")),
    ("调解成功率差1个百分点行吗", "1 % as reached", lambda form: isinstance(form, Meets)),
    ("低于80%的指标有哪些", "a row that says 80 %", lambda form: isinstance(form, Find)),
    ("村居法律顾问少花个50万，任务总额多少", "50万 in its place", lambda form: _adds(form, "50")),
    ("手环租用费涨到600元，一年多少钱", "600 on top", lambda form: _adds(form, "600")),
    ("两个审查数量一样吗", "2 as reached", lambda form: _reaches_both(form)),
    ("公证处比法考考务高百分之几", "what part it is", lambda form: _is_part(form, "7", "4")),
    ("不是最大的是哪些", "the largest", lambda form: _shows(form, Extreme(TASKS, True, (1,)))),
    ("普及率做到79.9%，差多少达标", "79.9 % of 80 %", lambda form: _scales(form, "indicators/13")),
    ("普法宣传20万超了没", "20万 exceeded by the row", lambda form: _exceeds(form, "20")),
]


def _uses(form: Form, row_id: str) -> bool:
    return any(isinstance(node, Pick) and row_id in node.rows for node in nodes(form)) and any(
        isinstance(node, Arith) for node in nodes(form)
    )


def _reaches_both(form: Form) -> bool:
    return isinstance(form, Meets) and isinstance(form.rows, Pick) and len(form.rows.rows) > 1


def _is_part(form: Form, one: str, other: str) -> bool:
    sides = (value(row(f"other-tasks/{number}")) for number in (one, other))
    return Arith("share", *sides) in nodes(form)


def _shows(form: Form, rows: Rows) -> bool:
    return isinstance(form, Show) and form.rows == rows


def _scales(form: Form, row_id: str) -> bool:
    products = (n.left for n in nodes(form) if isinstance(n, Arith) and n.how == "times")
    return value(row(row_id)) in products


def _adds(form: Form, number: str) -> bool:
    sums = (n.right for n in nodes(form) if isinstance(n, Arith) and n.how == "plus")
    return any(isinstance(x, Given) and x.value == Decimal(number) for x in sums)


def _exceeds(form: Form, number: str) -> bool:
    given = isinstance(form, Claim) and isinstance(form.right, Given) and form.right.value
    return bool(given) and given == Decimal(number) and form.mark == ">"


@pytest.mark.parametrize(
    ("question", "reading"), [pytest.param(q, bad, id=f"{q}: {why}") for q, why, bad in NEVER]
)
def test_what_it_never_means_is_not_proposed(
    assistant: Assistant, question: str, reading: Callable[[Form], bool]
) -> None:
    assert not list(filter(reading, proposed(assistant, question)))
