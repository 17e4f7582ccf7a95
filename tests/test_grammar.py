"""Tests of the grammar: the right form is among the candidates, for every line."""

from __future__ import annotations

import pickle
from decimal import Decimal

import pytest
from forms import (
    ADVISERS,
    ALL,
    BASIC,
    FISCAL,
    GAP,
    HALF,
    HALF_NOTARY,
    HALVED,
    HEADS,
    INDICATORS,
    KEY,
    MEDIATORS,
    NUMBERS,
    ONE,
    OTHER,
    OVER_20,
    PROJECT,
    PUBLICITY,
    QUALITY,
    RENT,
    SCORE,
    TASKS,
    THOUSAND,
    candidates,
    letters,
    proposed,
    row,
    show,
    tell,
    total,
    value,
    wan,
)

from askperf import Assistant
from askperf.logic import (
    Alike,
    Arith,
    Belongs,
    Claim,
    Convert,
    Describe,
    Either,
    Except,
    Extreme,
    Find,
    Fold,
    Form,
    Given,
    Grade,
    Holds,
    IsBlank,
    IsWhole,
    Kinds,
    Larger,
    Limit,
    Meets,
    Mentions,
    Nearest,
    Not,
    Nth,
    OfComparator,
    OfLevel,
    OfUnit,
    OnLine,
    Passage,
    Pick,
    Position,
    Reach,
    Several,
    Some,
    Table,
    Where,
)
from askperf.understanding.grammar import Before, Grammar, wordings

SINGLE: list[tuple[str, Form]] = [
    # showing
    ("普法宣传多少钱", show(PUBLICITY)),
    ("普法宣传的目标是什么", show(PUBLICITY, "goal")),
    ("普法宣传的实施内容", show(PUBLICITY, "content")),
    ("普法宣传的内容和目标", show(PUBLICITY, "content", "goal")),
    ("普法宣传的目标和金额", show(PUBLICITY, "goal", "value")),
    ("普法宣传在第几行", show(PUBLICITY, "line")),
    ("普法宣传的原文", show(PUBLICITY, "quote")),
    ("总体绩效目标是什么", show(row("overview/overall-goal"), "text")),
    ("重点任务有哪些", show(KEY)),
    ("重点任务的目标分别是什么", show(KEY, "goal")),
    # conditions
    ("质量指标有哪些", show(Where(INDICATORS, QUALITY))),
    ("不是质量指标的有哪些", show(Where(INDICATORS, Not(QUALITY)))),
    ("对比符号是等号的指标有哪些", show(Where(INDICATORS, OfComparator("=")))),
    ("计量单位是件的指标有哪些", show(Where(INDICATORS, OfUnit(("件",))))),
    ("超过20万的任务有哪些", show(Where(TASKS, OVER_20))),
    ("哪些任务是26万", show(Where(TASKS, Holds("=", wan("26"))))),
    (
        "10万到20万之间的任务有哪些",
        show(Where(Where(TASKS, Holds(">=", wan("10"))), Holds("<=", wan("20")))),
    ),
    ("哪些概况没填", show(Where(Table(("overview",)), IsBlank()))),
    ("提到“培训”的任务有哪些", show(Where(TASKS, Mentions(("培训",))))),
    ("名称里带“考试”的任务有哪些", show(Where(TASKS, Mentions(("考试",), "name")))),
    ("不含“考试”的任务有哪些", show(Where(TASKS, Not(Mentions(("考试",)))))),
    ("超过20万的其他任务有哪些", show(Where(OTHER, OVER_20))),
    ("比普法宣传多的任务有哪些", show(Where(TASKS, Holds(">", value(PUBLICITY))))),
    ("超过平均数的任务有哪些", show(Where(TASKS, Holds(">", Fold("mean", TASKS))))),
    # places
    ("最大的任务是哪个", show(Extreme(TASKS, True, (1,)))),
    ("最少的任务是哪个", show(Extreme(TASKS, False, (1,)))),
    ("最大的三项任务", show(Extreme(TASKS, True, (1, 2, 3)))),
    ("第三项重点任务是什么", show(Nth(KEY, (3,)))),
    ("最后一项任务是什么", show(Nth(TASKS, (-1,)))),
    ("第二大的任务", show(Extreme(TASKS, True, (2,)))),
    ("前三名任务", show(Extreme(TASKS, True, (1, 2, 3)))),
    ("倒数第二少的任务", show(Extreme(TASKS, False, (2,)))),
    (
        "最大和最小的任务",
        show(Either((Extreme(TASKS, True, (1,)), Extreme(TASKS, False, (1,))))),
    ),
    (
        "重点任务和其他任务各自最大的",
        show(Either((Extreme(KEY, True, (1,)), Extreme(OTHER, True, (1,))))),
    ),
    ("金额相同的任务有哪些", show(Alike(TASKS))),
    ("两个审查数量一样吗", Claim(value(row("indicators/7")), "=", value(row("indicators/8")))),
    ("哪个任务的钱离一百万最近", show(Nearest(TASKS, wan("100")))),
    ("金额排中间的任务是哪个", show(Extreme(TASKS, True, (6,)))),
    ("其他需完成任务里第4项后面的有哪些", show(Except(OTHER, Nth(OTHER, (1, 2, 3, 4))))),
    (
        "比项目支出的一半还多的任务有哪些",
        show(Where(TASKS, Holds(">", Arith("per", value(PROJECT), Given(Decimal(2)))))),
    ),
    # exclusion
    ("除普法宣传以外的任务合计", tell(total(Except(TASKS, PUBLICITY)))),
    ("把普法宣传去掉，任务还剩多少", tell(total(Except(TASKS, PUBLICITY)))),
    (
        "去掉最大的任务，剩下的任务合计多少",
        tell(total(Except(TASKS, Extreme(TASKS, True, (1,))))),
    ),
    (
        "除普法宣传以外最大的任务",
        show(Extreme(Except(TASKS, PUBLICITY), True, (1,))),
    ),
    # conjunction
    ("基本支出和项目支出分别多少", show(Either((BASIC, PROJECT)))),
    ("基本支出、项目支出合计", tell(total(Either((BASIC, PROJECT))))),
    # telling
    ("重点任务一共多少钱", tell(total(KEY))),
    ("其他任务有几项", tell(Fold("count", OTHER))),
    ("任务平均多少钱", tell(Fold("mean", TASKS))),
    ("任务金额的中位数", tell(Fold("median", TASKS))),
    ("任务金额的极差", tell(Fold("range", TASKS))),
    (
        "重点任务和其他任务分别有几项",
        tell(Fold("count", KEY), Fold("count", OTHER)),
    ),
    (
        "数量指标和质量指标各几条",
        tell(*(Fold("count", Where(INDICATORS, level)) for level in (NUMBERS, QUALITY))),
    ),
    ("重点任务几项，一共多少钱", tell(Fold("count", KEY), total(KEY))),
    ("普法宣传折合多少元", tell(Convert(value(PUBLICITY), "元"))),
    ("普法宣传的一半是多少", tell(Arith("per", value(PUBLICITY), Given(Decimal(2))))),
    # arithmetic
    ("基本支出加项目支出", tell(Arith("plus", value(BASIC), value(PROJECT)))),
    ("基本支出减项目支出", tell(Arith("minus", value(BASIC), value(PROJECT)))),
    ("基本支出和项目支出相差多少", tell(Arith("gap", value(BASIC), value(PROJECT)))),
    ("基本支出是项目支出的几倍", tell(Arith("ratio", value(BASIC), value(PROJECT)))),
    ("普法宣传占项目支出的几成", tell(Arith("share", value(PUBLICITY), value(PROJECT)))),
    ("普法宣传占比多少", tell(Arith("share", value(PUBLICITY), total(TASKS)))),
    ("人均基本支出", tell(Arith("per", value(BASIC), HEADS))),
    ("普法宣传离30万还差多少", tell(Arith("gap", value(PUBLICITY), wan("30")))),
    (
        "最大和最小的任务相差多少",
        tell(Arith("gap", value(Extreme(TASKS, True, (1,))), value(Extreme(TASKS, False, (1,))))),
    ),
    ("重点任务和其他任务差距多少", tell(Arith("gap", total(KEY), total(OTHER)))),
    # claims
    ("普法宣传超过20万吗", Claim(value(PUBLICITY), ">", wan("20"))),
    ("普法宣传26万够吗", Meets(PUBLICITY, wan("26"))),
    ("普法宣传一次都没办，达标吗", Meets(PUBLICITY, Given(Decimal(0)))),
    ("普法宣传25万，是不是没达标", Meets(PUBLICITY, wan("25"), wanted=False)),
    ("普法宣传一次都没办，不达标吧", Meets(PUBLICITY, Given(Decimal(0)), wanted=False)),
    (
        "基本支出是项目支出的12倍吗",
        Claim(Arith("ratio", value(BASIC), value(PROJECT)), ">=", Given(Decimal(12), "倍")),
    ),
    ("重点任务合计超过100万吗", Claim(total(KEY), ">", wan("100"))),
    ("基本支出超过项目支出吗", Claim(value(BASIC), ">", value(PROJECT))),
    ("基本支出比项目支出多吗", Claim(value(BASIC), ">", value(PROJECT))),
    ("普法宣传的钱翻一番是多少", tell(Arith("times", value(PUBLICITY), Given(Decimal(2))))),
    ("普法宣传打八折是多少", tell(Arith("times", value(PUBLICITY), Given(Decimal(80), "%")))),
    ("普法宣传上浮10%是多少", tell(Arith("times", value(PUBLICITY), Given(Decimal(110), "%")))),
    ("任务总额压减一成是多少", tell(Arith("times", total(TASKS), Given(Decimal(90), "%")))),
    (
        "基本支出超过项目支出的10倍吗",
        Claim(value(BASIC), ">", Arith("times", value(PROJECT), Given(Decimal(10)))),
    ),
    ("任务总额超出项目支出多少", tell(Arith("gap", total(TASKS), value(PROJECT)))),
    ("仅次于普法宣传的任务", show(Extreme(Where(TASKS, Holds("<", value(PUBLICITY))), True, (1,)))),
    ("二十几万的任务", show(Where(Where(TASKS, Holds(">=", wan("20"))), Holds("<", wan("30"))))),
    ("其他任务第1、3、5项", show(Nth(OTHER, (1, 3, 5)))),
    (
        "任务掐头去尾后平均多少",
        tell(
            Fold(
                "mean",
                Except(TASKS, Either((Extreme(TASKS, True, (1,)), Extreme(TASKS, False, (1,))))),
            )
        ),
    ),
    (
        "剔除一村一法律顾问后，重点任务的平均数比其他任务的平均数高多少",
        tell(Arith("gap", Fold("mean", KEY), Fold("mean", Except(OTHER, ADVISERS)))),
    ),
    (
        "除了一村一法律顾问，重点任务占全部任务多少",
        tell(Arith("share", total(KEY), total(Except(TASKS, ADVISERS)))),
    ),
    (
        "调解200起成了190起够吗",
        Claim(
            Arith("share", Given(Decimal(190)), Given(Decimal(200))),
            ">=",
            value(row("indicators/3")),
        ),
    ),
    (
        "调解成功率目标最多允许百分之几失败",
        tell(Arith("minus", Given(Decimal(100), "%"), value(row("indicators/3")))),
    ),
    ("除了一村一法律顾问，最贵的三项任务", show(Extreme(Except(TASKS, ADVISERS), True, (1, 2, 3)))),
    ("有没有仲裁方面的任务", Some(Where(TASKS, Mentions(("仲裁",))))),
    ("基本支出不如项目支出多吧", Claim(value(BASIC), "<", value(PROJECT))),
    ("项目支出控制在基本支出以内吗", Claim(value(PROJECT), "<=", value(BASIC))),
    (
        "普法宣传不足项目支出的20%吗",
        Claim(Arith("share", value(PUBLICITY), value(PROJECT)), "<", Given(Decimal(20), "%")),
    ),
    # scenarios
    (
        "一村一法律顾问减半，别的任务不动，一共多少",
        tell(Arith("plus", HALVED, total(Except(TASKS, ADVISERS)))),
    ),
    (
        "一村一法律顾问减半，别的任务不动，任务平均多少",
        tell(
            Arith(
                "per",
                Arith("plus", HALVED, total(Except(TASKS, ADVISERS))),
                Fold("count", TASKS),
            )
        ),
    ),
    (
        "项目支出砍掉20%，基本支出不变，合计多少",
        tell(Arith("plus", Arith("times", value(PROJECT), Given(Decimal(80), "%")), value(BASIC))),
    ),
    (
        "普法宣传压减一成后比一村一法律顾问多吗",
        Claim(Arith("times", value(PUBLICITY), Given(Decimal(90), "%")), ">", value(ADVISERS)),
    ),
    (
        "普法宣传追加10万后是多少",
        tell(Arith("plus", value(PUBLICITY), wan("10"))),
    ),
    ("136万那项是什么", show(row("key-tasks/2"))),
    ("基本支出比项目支出高百分之几", tell(Arith("share", GAP, value(PROJECT)))),
    (
        "人均基本支出比人均项目支出多多少",
        tell(Arith("gap", Arith("per", value(BASIC), HEADS), Arith("per", value(PROJECT), HEADS))),
    ),
    ("两类任务的平均数相差多少", tell(Arith("gap", Fold("mean", KEY), Fold("mean", OTHER)))),
    (
        "论平均，重点任务比其他任务高吗",
        Claim(Fold("mean", KEY), ">", Fold("mean", OTHER)),
    ),
    (
        "两类任务各占百分之几",
        tell(Arith("share", total(KEY), total(TASKS)), Arith("share", total(OTHER), total(TASKS))),
    ),
    ("重点任务里序号是单数的", show(Nth(KEY, (1, 3)))),
    ("其他任务里双号的合计多少", tell(total(Nth(OTHER, (2, 4, 6))))),
    ("那七项里最大的", show(Extreme(OTHER, True, (1,)))),
    ("整万的任务有哪些", show(Where(TASKS, IsWhole()))),
    ("带零头的任务有哪些", show(Where(TASKS, Not(IsWhole())))),
    (
        "任务从大到小加，加到第几项才超过1000万",
        tell(Reach(TASKS, "largest", ">", wan("1000"))),
    ),
    (
        "任务由小到大累加，第几项过半",
        tell(Reach(TASKS, "smallest", ">", Arith("times", total(TASKS), HALF))),
    ),
    ("没够上平均数的任务有哪些", show(Where(TASKS, Holds("<", Fold("mean", TASKS))))),
    ("88分，离优秀还差几分", tell(Arith("gap", Limit("indicators/9", "优秀"), SCORE))),
    (
        "服务质量平均分89分算优秀吗",
        Claim(Given(Decimal(89), "分"), ">=", Limit("indicators/9", "优秀")),
    ),
    (
        "电子手环租用费，12个人租3年多少钱",
        tell(
            Arith(
                "times",
                Arith("times", value(RENT), Given(Decimal(12), "人")),
                Given(Decimal(3), "年"),
            )
        ),
    ),
    (
        "手环监控人数不变，租两年共需多少万元",
        tell(
            Convert(
                Arith(
                    "times",
                    Arith("times", value(row("indicators/4")), value(RENT)),
                    Given(Decimal(2), "年"),
                ),
                "万元",
            )
        ),
    ),
    ("5万元够几个人的电子手环租用费", tell(Arith("afford", wan("5"), value(RENT)))),
    ("普法宣传由86个镇街平分，每个多少", tell(Arith("per", value(PUBLICITY), Given(Decimal(86))))),
    (
        "80%以上的财政拨款是基本支出吗",
        Claim(Arith("share", value(BASIC), value(FISCAL)), ">=", Given(Decimal(80), "%")),
    ),
    (
        "除了前三名，其余八项合计不到200万吗",
        Claim(total(Except(TASKS, Extreme(TASKS, True, (1, 2, 3)))), "<", wan("200")),
    ),
    # belonging and existence
    (
        "项目支出是不是最大的任务",
        Belongs("overview/project-expenditure", Extreme(TASKS, True, (1,))),
    ),
    ("普法宣传是重点任务吗", Belongs("other-tasks/3", KEY)),
    ("有没有超过20万的任务", Some(Where(TASKS, OVER_20))),
    ("任务都超过20万吗", Some(Where(TASKS, Not(OVER_20)), False)),
    ("有普法宣传吗", Some(PUBLICITY)),
    # comparing
    ("基本支出和项目支出哪个多", Larger(value(BASIC), value(PROJECT))),
    ("基本支出和项目支出哪个少", Larger(value(BASIC), value(PROJECT), False)),
    ("重点任务和其他任务哪个多", Larger(total(KEY), total(OTHER))),
    # finding
    ("26万是哪一项", Find(wan("26"))),
    ("26万是哪个其他任务", Find(wan("26"), ("other-tasks",))),
    ("人民调解员工作在任务里排第几", Position("other-tasks/1", TASKS)),
    ("优秀要多少分", Grade("indicators/9", None, "优秀")),
    ("85分算什么等次", Grade("indicators/9", Decimal(85))),
    ("这张表是什么", Describe("form")),
    ("你能做什么", Describe("help")),
    # each, the first ones, multiples, percentages
    (
        "人民调解员工作、普法宣传都超过20万吗",
        Some(Where(Either((MEDIATORS, PUBLICITY)), Not(OVER_20)), False),
    ),
    ("普法宣传能进前三吗", Belongs("other-tasks/3", Extreme(TASKS, True, (1, 2, 3)))),
    ("两份普法宣传的钱是多少", tell(Arith("times", value(PUBLICITY), Given(Decimal(2))))),
    (
        "普法宣传乘3，够得上一村一法律顾问吗",
        Claim(Arith("times", value(PUBLICITY), Given(Decimal(3))), ">=", value(ADVISERS)),
    ),
    (
        "普法宣传除以项目支出，换算成百分数",
        tell(Arith("share", value(PUBLICITY), value(PROJECT))),
    ),
    (
        "四十多万的任务有哪些",
        show(Where(Where(TASKS, Holds(">=", wan("40"))), Holds("<", wan("50")))),
    ),
    ("正好等于1的指标有哪些", show(Where(Where(INDICATORS, OfComparator("=")), ONE))),
    ("第二到第五条指标里的数量指标", show(Where(Nth(INDICATORS, (2, 3, 4, 5)), NUMBERS))),
    ("重点任务的头一项和末一项", show(Nth(KEY, (1, -1)))),
    ("倒数三项任务一共多少", tell(total(Extreme(TASKS, False, (1, 2, 3))))),
    ("普法宣传的序号", show(PUBLICITY, "line")),
    (
        "任务总额、平均数和中位数各是多少",
        tell(total(TASKS), Fold("mean", TASKS), Fold("median", TASKS)),
    ),
    (
        "1000起纠纷里20起没调成，调解成功率达标吗",
        Claim(
            Arith("share", Arith("minus", THOUSAND, Given(Decimal(20))), THOUSAND),
            ">=",
            value(row("indicators/3")),
        ),
    ),
    # several
    ("普法宣传多少钱，一村一法律顾问多少钱", Several((show(PUBLICITY), show(ADVISERS)))),
    # bounds that say whether they are themselves meant, a table's own mean, relations alone
    ("10万以内（含10万）的任务有哪些", show(Where(TASKS, Holds("<=", wan("10"))))),
    ("10万以上（不含10万）的任务有哪些", show(Where(TASKS, Holds(">", wan("10"))))),
    ("在平均数之上的重点任务有哪些", show(Where(KEY, Holds(">", Fold("mean", KEY))))),
    (
        "不在20万到60万之间的任务有几项",
        tell(
            Fold(
                "count",
                Except(
                    TASKS,
                    Where(Where(TASKS, Holds(">=", wan("20"))), Holds("<=", wan("60"))),
                ),
            )
        ),
    ),
    ("没有过百万的任务有哪些", show(Where(TASKS, Not(Holds(">", wan("100")))))),
    # a year's shares, other numbers in the place of the form's
    ("基本支出平均一个月多少", tell(Arith("per", value(BASIC), Given(Decimal(12))))),
    ("普法宣传按季度平分是多少", tell(Arith("per", value(PUBLICITY), Given(Decimal(4))))),
    (
        "手环租用费提到600元，按监控人数一年多少钱",
        tell(Arith("times", value(row("indicators/4")), Given(Decimal(600), "元/人年"))),
    ),
    (
        "一村一法律顾问只给400万，全部任务总和是多少",
        tell(Arith("plus", total(Except(TASKS, ADVISERS)), wan("400"))),
    ),
    ("普法宣传增加一半是多少", tell(Arith("times", value(PUBLICITY), Given(Decimal(150), "%")))),
    # several comparisons at once
    (
        "普法宣传比人民调解员工作、基本支出、项目支出哪个都多吗",
        Some(
            Where(
                Either((MEDIATORS, BASIC, PROJECT)),
                Not(Holds("<", value(PUBLICITY))),
            ),
            False,
        ),
    ),
    (
        "普法宣传比人民调解员工作多，比基本支出少，对吗",
        Some(
            Where(
                Where(PUBLICITY, Holds(">", value(MEDIATORS))),
                Holds("<", value(BASIC)),
            )
        ),
    ),
    ("普法宣传不比人民调解员工作多吗", Claim(value(PUBLICITY), "<=", value(MEDIATORS))),
    # what was done, put together
    (
        "法律援助案件数量只做到目标的95%，算完成吗",
        Claim(
            Arith("times", value(row("indicators/21")), Given(Decimal(95), "%")),
            ">=",
            value(row("indicators/21")),
        ),
    ),
    # places and parts
    ("其他第二项是什么", show(Nth(OTHER, (2,)))),
    ("后两项重点任务一共多少", tell(total(Nth(KEY, (-2, -1))))),
    (
        "普法宣传、基本支出、项目支出里最少的是谁",
        show(Extreme(Either((PUBLICITY, BASIC, PROJECT)), False, (1,))),
    ),
    (
        "项目支出占比多少",
        tell(Arith("share", value(PROJECT), total(Pick((BASIC.rows[0], PROJECT.rows[0]))))),
    ),
    ("两类任务分别一共多少", tell(total(KEY), total(OTHER))),
    # bounds that one row keeps, the others by their number, lots, what isn't reached
    (
        "基本支出在2200万到2300万之间吗",
        Some(Where(Where(BASIC, Holds(">=", wan("2200"))), Holds("<=", wan("2300")))),
    ),
    (
        "村级信访调解专项工作介于普法宣传与公证处办公保障之间吗",
        Some(
            Where(
                Where(row("other-tasks/5"), Holds(">", value(PUBLICITY))),
                Holds("<", value(row("other-tasks/7"))),
            )
        ),
    ),
    (
        "基本支出是两千二百多万吗",
        Some(Where(Where(BASIC, Holds(">=", wan("2200"))), Holds("<", wan("2300")))),
    ),
    (
        "普法宣传比人民调解员工作多16万，对吗",
        Claim(Arith("minus", value(PUBLICITY), value(MEDIATORS)), "=", wan("16")),
    ),
    (
        "人民调解员工作比普法宣传少20万，对吗",
        Claim(Arith("minus", value(PUBLICITY), value(MEDIATORS)), "=", wan("20")),
    ),
    (
        "平均每项任务一百零八万多，对吗",
        Claim(Fold("mean", TASKS), "=", Given(Decimal(108), "万元", Decimal(109))),
    ),
    (
        "重点任务一共三百多万，对吗",
        Claim(total(KEY), "=", Given(Decimal(300), "万元", Decimal(400))),
    ),
    ("普法宣传是不是排第二", Belongs("other-tasks/3", Extreme(TASKS, True, (2,)))),
    (
        "普法宣传里写到宪法日吗",
        Some(Where(PUBLICITY, Mentions(("国家宪法日",)))),
    ),
    (
        "依法治市统筹的钱平均到每个乡镇街道是多少",
        tell(Arith("per", value(row("key-tasks/3")), Passage("key-tasks/3", 0))),
    ),
    ("普法宣传的钱凑成整万是多少", tell(Convert(value(PUBLICITY), "万元"))),
    ("重点任务一共多少万，取整", tell(Convert(total(KEY), "万元"))),
    ("半个普法宣传是多少钱", tell(Arith("per", value(PUBLICITY), Given(Decimal(2))))),
    (
        "一村一法律顾问比另外十项加起来多多少",
        tell(Arith("gap", value(ADVISERS), total(Except(TASKS, ADVISERS)))),
    ),
    (
        "最大的三项之和比其余八项之和多多少",
        tell(
            Arith(
                "gap",
                total(Extreme(TASKS, True, (1, 2, 3))),
                total(Except(TASKS, Extreme(TASKS, True, (1, 2, 3)))),
            )
        ),
    ),
    (
        "普法宣传比人民调解员工作和项目支出都少吗",
        Some(Where(Either((MEDIATORS, PROJECT)), Not(Holds(">", value(PUBLICITY)))), False),
    ),
    ("普法宣传平均分成4份，每份多少", tell(Arith("per", value(PUBLICITY), Given(Decimal(4))))),
    ("基本支出多少项目支出多少", show(Either((BASIC, PROJECT)))),
    ("七项任务一共多少钱", tell(total(OTHER))),
    ("跟普法宣传金额一样的任务有哪些", show(Where(TASKS, Holds("=", value(PUBLICITY))))),
    (
        "最少的四项任务里哪些是重点任务",
        show(Except(Extreme(TASKS, False, (1, 2, 3, 4)), OTHER)),
    ),
    (
        "3个人的手环租8个月，合多少元",
        tell(
            Arith(
                "per",
                Arith(
                    "times",
                    Arith("times", value(row("indicators/10")), Given(Decimal(3), "人")),
                    Given(Decimal(8)),
                ),
                Given(Decimal(12)),
            )
        ),
    ),
    (
        "法律援助案件数量已经办了120件，还差多少",
        tell(Arith("gap", value(row("indicators/21")), Given(Decimal(120), "件"))),
    ),
]

LAW, SERVICES = row("key-tasks/1"), row("key-tasks/2")
NOT_ADVISERS = Except(TASKS, ADVISERS)
FIVE = Extreme(TASKS, True, (1, 2, 3, 4, 5))
HALVES = [Arith("per", value(x), Given(Decimal(2))) for x in (PUBLICITY, MEDIATORS)]

# Numbers for each of several rows, numbers of rows, kinds, lines, names, places among others.
APART: list[tuple[str, Form]] = [
    # 其他任务, after an exclusion: a table, or all that are left
    ("除了普法宣传，其他任务一共多少钱", tell(total(Except(TASKS, PUBLICITY)))),
    ("除了普法宣传，其他任务一共多少钱", tell(total(Except(OTHER, PUBLICITY)))),
    # numbers that are but about so, counts, gaps, places
    ("普法宣传大约25万，对吗", Claim(value(PUBLICITY), "~", wan("25"))),
    ("普法宣传28万左右，对吗", Claim(value(PUBLICITY), "~", wan("28"))),
    ("其他任务合计将近一千万，对吗", Claim(total(OTHER), "~<", wan("1000"))),
    (
        "时效指标列了俩，是吗",
        Claim(
            Fold("count", Where(INDICATORS, OfLevel("时效指标"))),
            "=",
            Given(Decimal(2), "个"),
        ),
    ),
    (
        "相差80万：基本支出和项目支出，对吗",
        Claim(Arith("gap", value(BASIC), value(PROJECT)), "=", wan("80")),
    ),
    ("任务合计换成元是11961100，对吗", Claim(total(TASKS), "=", Given(Decimal(11961100), "元"))),
    (
        "普法宣传的金额全表第三，对吗",
        Belongs("other-tasks/3", Extreme(TASKS, True, (3,))),
    ),
    ("五大任务一共多少钱", tell(total(FIVE))),
    ("排在前五名之后的一共多少钱", tell(total(Except(TASKS, FIVE)))),
    ("其他任务3的金额", show(Nth(OTHER, (3,)))),
    (
        "既不是普法宣传也不是村居法律顾问的任务有哪些",
        show(Except(TASKS, Pick((*PUBLICITY.rows, *ADVISERS.rows)))),
    ),
    ("普法宣传和人民调解员工作各砍一半是多少", tell(*HALVES)),
    (
        "用等号的和用大于等于号的指标各几条",
        tell(*(Fold("count", Where(INDICATORS, OfComparator(x))) for x in ("=", ">="))),
    ),
    (
        "普法宣传分别比人民调解员工作、项目支出少多少",
        tell(
            Arith("gap", value(PUBLICITY), value(MEDIATORS)),
            Arith("gap", value(PUBLICITY), value(PROJECT)),
        ),
    ),
    (
        "普法宣传比人民调解员工作多多少，比项目支出又少多少",
        tell(
            Arith("gap", value(PUBLICITY), value(MEDIATORS)),
            Arith("gap", value(PUBLICITY), value(PROJECT)),
        ),
    ),
    (
        "普法宣传和人民调解员工作各占其他任务几成",
        tell(
            Arith("share", value(PUBLICITY), total(OTHER)),
            Arith("share", value(MEDIATORS), total(OTHER)),
        ),
    ),
    (
        "基本支出比项目支出多多少，是它的几倍",
        tell(GAP, Arith("ratio", value(BASIC), value(PROJECT))),
    ),
    ("基本支出比项目支出多几倍", tell(Arith("ratio", GAP, value(PROJECT)))),
    (
        "用等号的指标比用大于等于号的少几条",
        tell(
            Arith(
                "gap",
                Fold("count", Where(INDICATORS, OfComparator("="))),
                Fold("count", Where(INDICATORS, OfComparator(">="))),
            )
        ),
    ),
    ("二级指标有哪几种", Kinds(INDICATORS, "level")),
    ("一级指标有哪些", Kinds(INDICATORS, "level1")),
    ("数量指标用到几种单位", Kinds(Where(INDICATORS, NUMBERS), "unit")),
    ("原文第20行写了什么", show(Where(ALL, OnLine(20)))),
    ("哪些指标重名", show(Alike(INDICATORS, named=True))),
    ("不算一村一法律顾问，普法宣传排第几", Position("other-tasks/3", NOT_ADVISERS)),
    ("普法宣传在任务里从小到大排第几", Position("other-tasks/3", TASKS, largest=False)),
    ("一村一法律顾问不参加排名，第一是谁", show(Extreme(NOT_ADVISERS, True, (1,)))),
    (
        "最大的任务第一名加最后一名是多少",
        tell(total(Either((Extreme(TASKS, True, (1,)), Extreme(TASKS, False, (1,)))))),
    ),
    (
        "单位不是次、人、个的指标有哪些",
        show(Where(INDICATORS, Not(OfUnit(("次", "人", "个"))))),
    ),
    ("质量指标里不用等号的有哪些", show(Where(Where(INDICATORS, QUALITY), Not(OfComparator("="))))),
    ("任务里十万及十万以下的有哪些", show(Where(TASKS, Holds("<=", wan("10"))))),
    ("公证处的一半够普法宣传用吗", Claim(HALF_NOTARY, ">=", value(PUBLICITY))),
    (
        "质量指标中用等号的占几成",
        tell(
            Arith(
                "share",
                Fold("count", Where(Where(INDICATORS, QUALITY), OfComparator("="))),
                Fold("count", Where(INDICATORS, QUALITY)),
            )
        ),
    ),
    ("后一个审查数量是几个", show(Nth(Pick(("indicators/7", "indicators/8")), (2,)))),
    ("出庭应诉率0.96达标吗", Meets(row("indicators/5"), Given(Decimal(96), "%"))),
]

SHOWN = Before(show(PUBLICITY), PUBLICITY.rows, PUBLICITY.rows, numbers=(value(PUBLICITY),))
LISTED = Before(show(OTHER), (*MEDIATORS.rows, *PUBLICITY.rows))
TWO = Before(show(BASIC), (*BASIC.rows, *PROJECT.rows), numbers=(value(BASIC), value(PROJECT)))
JUDGED = Before(Meets(PUBLICITY, wan("20")), PUBLICITY.rows)

TALKED = Before(show(PUBLICITY), PUBLICITY.rows, pair=(*MEDIATORS.rows, *PUBLICITY.rows))
PLACED = Before(
    Position("other-tasks/4", TASKS),
    ("other-tasks/4",),
    ("other-tasks/3", "other-tasks/4", "key-tasks/4"),
)
NARROWED = Before(show(Where(TASKS, OVER_20)), ("key-tasks/1", "key-tasks/2"))
SUMMED = Before(tell(total(KEY)), numbers=(total(KEY),))
NAMESAKE = Before(show(row("indicators/7")), ("indicators/7",))
SECOND = Before(show(Extreme(TASKS, True, (2,))), ("key-tasks/2",))
OVER_50, OVER_100 = Holds(">", wan("50")), Holds(">", wan("100"))
COUNTED = Before(tell(Fold("count", Where(TASKS, OVER_50))), ("key-tasks/1", "other-tasks/6"))
RECENT = Before(show(PUBLICITY), PUBLICITY.rows, recent=(*MEDIATORS.rows, *PUBLICITY.rows))
GRADED = Before(Grade("indicators/9", Decimal(82)), ("indicators/9",))

TRAINED = Before(show(row("indicators/20")), ("indicators/20",))
COMPARED = Before(Larger(value(BASIC), value(PROJECT), True), BASIC.rows)
SHARED = Before(tell(Arith("share", total(KEY), total(TASKS))))
RATE = Before(show(row("indicators/13"), "level"), ("indicators/13",))
AMONG = Before(show(PUBLICITY, "goal"), PUBLICITY.rows, among=Where(TASKS, OVER_20))
FOLLOWING: list[tuple[str, Before, Form]] = [
    # the same two numbers otherwise, one of them, the rows of a kind, the set that was spoken of
    ("相当于几倍", COMPARED, tell(Arith("ratio", value(BASIC), value(PROJECT)))),
    ("差多少", COMPARED, tell(GAP)),
    ("金额是", SHARED, tell(total(KEY))),
    (
        "同类还有谁",
        RATE,
        show(Except(Where(INDICATORS, OfLevel("02-质量指标")), row("indicators/13"))),
    ),
    ("最少的是哪项", AMONG, show(Extreme(Where(TASKS, OVER_20), False, (1,)))),
    (
        "按金额紧跟它后面的是哪项",
        SHOWN,
        show(Extreme(Where(TASKS, Holds("<", value(PUBLICITY))), True, (1,))),
    ),
    ("后者呢", TALKED, show(PUBLICITY)),
    ("那一村一法律顾问呢", SHOWN, show(ADVISERS)),
    ("目标呢", SHOWN, show(PUBLICITY, "goal")),
    ("下一项呢", SHOWN, show(row("other-tasks/4"))),
    ("再说一遍", SHOWN, show(PUBLICITY)),
    ("宣传呢", TRAINED, show(row("indicators/18"))),
    ("它超过20万吗", SHOWN, Claim(value(PUBLICITY), ">", wan("20"))),
    ("它的一半是多少", SHOWN, tell(Arith("per", value(PUBLICITY), Given(Decimal(2))))),
    ("折合多少元", SHOWN, tell(Convert(value(PUBLICITY), "元"))),
    ("占项目支出多少", SHOWN, tell(Arith("share", value(PUBLICITY), value(PROJECT)))),
    ("跟一村一法律顾问比哪个多", SHOWN, Larger(value(ADVISERS), value(PUBLICITY))),
    ("那30万呢", JUDGED, Meets(PUBLICITY, wan("30"))),
    ("普法的那个", LISTED, show(PUBLICITY)),
    ("是哪两项", COUNTED, show(Where(TASKS, OVER_50))),
    ("加起来多少", COUNTED, tell(total(Where(TASKS, OVER_50)))),
    ("占全部任务的几成", COUNTED, tell(Arith("share", total(Where(TASKS, OVER_50)), total(TASKS)))),
    ("比它多的有几项", SHOWN, tell(Fold("count", Where(TASKS, Holds(">", value(PUBLICITY)))))),
    ("其中大于100万的有几项", COUNTED, tell(Fold("count", Where(Where(TASKS, OVER_50), OVER_100)))),
    ("它是重点任务吗", SHOWN, Belongs("other-tasks/3", KEY)),
    ("95分呢", GRADED, Grade("indicators/9", Decimal(95))),
    ("这两个一共多少", RECENT, tell(total(Pick((*MEDIATORS.rows, *PUBLICITY.rows))))),
    ("这两个相差多少", TWO, tell(Arith("gap", value(PROJECT), value(BASIC)))),
    ("这两个哪个大", TWO, Larger(value(BASIC), value(PROJECT))),
    ("它们一共多少", TWO, tell(total(Pick(TWO.rows)))),
    ("另外那一类呢", SUMMED, tell(total(OTHER))),
    ("同名的另一条呢", NAMESAKE, show(row("indicators/8"))),
    ("另外一条的解释", NAMESAKE, show(row("indicators/8"), "explanation")),
    ("还差多少", JUDGED, tell(Arith("gap", value(PUBLICITY), wan("20")))),
    (
        "还差几分到优秀",
        GRADED,
        tell(Arith("gap", Limit("indicators/9", "优秀"), Given(Decimal(82)))),
    ),
    ("跟它一样多的还有哪项", SHOWN, show(Where(TASKS, Holds("=", value(PUBLICITY))))),
    ("比项目支出高吗", SHOWN, Claim(value(PUBLICITY), ">", value(PROJECT))),
    ("人民调解员工作那一条，金额是否相同", SHOWN, Claim(value(PUBLICITY), "=", value(MEDIATORS))),
    ("再往下一名呢", SECOND, show(Extreme(TASKS, True, (3,)))),
    ("上一名呢", SECOND, show(Extreme(TASKS, True, (1,)))),
    ("往下一行呢", SHOWN, show(row("other-tasks/4"))),
    ("前者的目标", TALKED, show(MEDIATORS, "goal")),
    ("后者除以2是多少", TALKED, tell(Arith("per", value(PUBLICITY), Given(Decimal(2))))),
    ("另外的其他任务呢", TALKED, show(Except(OTHER, Pick(TALKED.pair)))),
    ("它后面一名呢", PLACED, show(row("key-tasks/4"))),
    (
        "那10万到20万的呢",
        NARROWED,
        show(Where(Where(TASKS, Holds(">=", wan("10"))), Holds("<=", wan("20")))),
    ),
]


@pytest.mark.parametrize(("question", "form"), SINGLE, ids=[q for q, _ in SINGLE])
def test_the_right_form_is_found(assistant: Assistant, question: str, form: Form) -> None:
    assert form in proposed(assistant, question)


@pytest.mark.parametrize(("question", "before", "form"), FOLLOWING, ids=[x[0] for x in FOLLOWING])
def test_a_question_follows_the_one_before(
    assistant: Assistant, question: str, before: Before, form: Form
) -> None:
    assert form in proposed(assistant, question, before)


@pytest.mark.parametrize(("question", "form"), APART, ids=[q for q, _ in APART])
def test_what_is_told_of_several_is_found(assistant: Assistant, question: str, form: Form) -> None:
    assert form in proposed(assistant, question)


def test_each_form_is_found_once(assistant: Assistant) -> None:
    forms = [found.form for found in candidates(assistant, "重点任务一共多少钱", None)]
    assert len(forms) == len(set(forms))


def test_a_form_accounts_for_positions_of_the_question(assistant: Assistant) -> None:
    question = "超过20万的任务有哪些"
    for found in candidates(assistant, question, SHOWN):
        assert 0 <= found.used < 1 << len(question)


def test_what_takes_up_the_turn_before_says_so(assistant: Assistant) -> None:
    found = {c.form: c for c in candidates(assistant, "那一村一法律顾问呢", JUDGED)}
    assert found[Meets(ADVISERS, wan("20"))].leans
    assert not found[show(ADVISERS)].leans


def test_missing_words_find_nothing(assistant: Assistant) -> None:
    parser = assistant.engine.parser
    reading = parser.reader.read("普法宣传多少钱")
    grammar = Grammar(reading, letters, parser.world, parser.reader.index, None, wordings({}))
    assert show(PUBLICITY) in {found.form for found in grammar.candidates()}


def test_a_turn_is_a_value() -> None:
    twin = pickle.loads(pickle.dumps(TWO))
    assert twin == TWO
    assert hash(twin) == hash(TWO)
    assert twin.mentioned == {*BASIC.rows, *PROJECT.rows}
