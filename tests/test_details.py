"""Quantities in the prose of a row: which there are, of what, and at least or exactly."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from conftest import FORM

from askperf.facts import Form, Quantity
from askperf.ingestion.build import structure
from askperf.ingestion.reader import read_text
from askperf.knowledge import shipped_directory

KNOWLEDGE = shipped_directory()
# (row, cell, what stands before the number in its clause, value, unit, bound)
DETAILS = [
    ("key-tasks/1", "goal", "至少组织", "1", "次", ">="),
    ("key-tasks/1", "goal", "考评时间不少于", "2", "天", ">="),
    ("key-tasks/1", "goal", "天或案卷评查单位不少于", "2", "个", ">="),
    ("key-tasks/3", "content", "确保全市", "86", "个", "="),
    ("other-tasks/1", "goal", "至少组织举办", "1", "次", ">="),
    ("other-tasks/1", "goal", "确保全市人民调解成功率达到", "97.5", "%", ">="),
    ("other-tasks/2", "goal", "指导、培育", "1", "个", ">="),
    ("other-tasks/4", "content", "组织客观题和主观题", "2", "次", "="),
    ("other-tasks/5", "goal", "人民调解案件调解成功率不低于", "97.5", "%", ">="),
    ("other-tasks/7", "content", "组织省内、外培训至少", "1", "次", ">="),
    ("other-tasks/7", "content", "完成", "3", "次", "="),
    ("indicators/6", "explanation", "考评时间不少于", "2", "天", ">="),
    ("indicators/9", "explanation", "考核评估采用", "100", "分", "="),
    ("indicators/9", "explanation", "分", "4", "个", "="),
    ("indicators/12", "explanation", "培训时间不少于", "3", "天", ">="),
    (
        "indicators/17",
        "explanation",
        "到各县区组织《社区矫正法》学习宣传贯彻活动和组织（含一次）时间不少于",
        "5",
        "天",
        ">=",
    ),
]
Found = tuple[str, str, str, str, str, str | None]


def all_details(form: Form) -> list[Found]:
    found: list[Found] = []
    for row in form.rows:
        for detail in row.details:
            q = detail.quantity
            found.append((row.id, detail.field, detail.head, str(q.value), q.unit, q.bound))
    return found


@pytest.mark.parametrize("wanted", DETAILS)
def test_a_quantity_of_the_prose(form: Form, wanted: Found) -> None:
    assert wanted in all_details(form)


def test_there_are_no_others(form: Form) -> None:
    assert len(all_details(form)) == len(DETAILS)


def test_each_stands_verbatim_in_its_row(form: Form) -> None:
    for row in form.rows:
        for detail in row.details:
            assert detail.clause in row.source.quote
            assert f"{detail.head}{detail.quantity.literal}" in detail.clause


# The grades of the one explanation that has some: 90 and more, 70-89, 60-69, 60 and less
GRADES = [
    ("100", ["优秀"]),
    ("90", ["优秀"]),
    ("89", ["良好"]),
    ("75", ["良好"]),
    ("70", ["良好"]),
    ("69", ["基本合格"]),
    ("61", ["基本合格"]),
    ("60", ["基本合格", "合格"]),  # the form lets both claim it
    ("59", ["合格"]),
    ("0", ["合格"]),
    ("89.5", []),  # and none claims this
]


@pytest.mark.parametrize(("score", "labels"), GRADES)
def test_grades_of_a_score(form: Form, score: str, labels: list[str]) -> None:
    bands = form.row("indicators/9").bands
    assert [band.label for band in bands if band.holds(Decimal(score))] == labels


def test_no_other_row_has_grades(form: Form) -> None:
    assert [row.id for row in form.rows if row.bands] == ["indicators/9"]


# What the prose of other forms says: (text, [(value, unit, bound)])
PROSE = [
    ("百姓满意率达到95%以上", [("95", "%", ">=")]),
    ("2021年完成3次培训", [("3", "次", "=")]),
    ("12月4日举办2场活动", [("2", "次", "=")]),
    ("完成三场宣传活动（含1场线上活动）", [("3", "次", "=")]),
    ("每季度1次", [("1", "次", "=")]),
    ("不少于10名", [("10", "人", ">=")]),
    ("两个以上", [("2", "个", ">=")]),
    ("一万人", [("10000", "人", "=")]),
    ("一亿两千万元", [("120000000", "元", "=")]),
    ("“12·4”国家宪法日", []),
    ("一村一法律顾问", []),
    ("十二届全国人大", []),
    ("一是加强领导;二是落实责任", []),
    ("三公经费", []),
]
# the same, misread so far
MISREAD = [
    ("投入资金5.2万元", [("5.2", "万元", "=")], "万 of the unit is read as a number, 0 元"),
    ("补助3百万元", [("3", "百万元", "=")], "百万 of the unit is read as a number"),
    ("提高5个百分点", [("5", "%", "=")], "百 of 百分点 is read as 100 分"),
    ("惠及千家万户", [], "千 and 万 of an idiom are read as numbers"),
    ("3.5万人", [("35000", "人", "=")], "万 before 人 is read as 万元"),
    ("1,000人以上", [("1000", "人", ">=")], "the clause is cut at the thousands' comma"),
    ("不超过5天", [("5", "天", "<=")], "upper limits are read as exact numbers"),
    ("第三次全国普查", [], "an ordinal is read as a quantity"),
    ("培训200人次", [("200", "人次", "=")], "人次 is read as another name of 本"),
    ("3个工作日", [("3", "天", "=")], "个 is read as the unit"),
    ("百分之九十五以上", [("95", "%", ">=")], "百分之 is not a quantity so far"),
]


def read(text: str, folder: Path) -> list[Quantity]:
    """Quantities of a task whose content is the text."""
    published = read_text(KNOWLEDGE / "forms" / f"{FORM}.txt")
    path = folder / "other.txt"
    path.write_text(published.replace("村级人民调解员开展调解工作。", text), encoding="utf-8")
    task = structure(path, (KNOWLEDGE,))[0].row("other-tasks/5")
    assert task.content == text
    return [d.quantity for d in task.details if d.field == "content"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *PROSE,
        *(
            pytest.param(text, wanted, marks=pytest.mark.xfail(reason=why, strict=True))
            for text, wanted, why in MISREAD
        ),
    ],
)
def test_quantities_of_other_prose(
    text: str, wanted: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    found = [(str(q.value), q.unit, q.bound) for q in read(text, tmp_path)]
    assert found == wanted
