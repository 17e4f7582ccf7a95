"""What is odd about a form, rule by rule; a form without the oddity has no finding."""

from __future__ import annotations

from decimal import Decimal

import pytest
from conftest import in_words

from askperf.facts import Form, Quantity, Row
from askperf.generation import Words
from askperf.generation.audit import Finding, audit
from askperf.lexicon import Lexicon
from askperf.values import replace


def findings(words: Words, rule: str) -> list[Finding]:
    return [finding for finding in audit(words) if finding.rule == rule]


def changed(form: Form, row_id: str, **cells: object) -> Form:
    """The form with other cells in one row."""
    rows = (replace(row, **cells) if row.id == row_id else row for row in form.rows)
    return replace(form, rows=tuple(rows))


def amount(value: str, unit: str = "万元") -> Quantity:
    return Quantity(Decimal(value), unit, None, value)


TASKS = [f"key-tasks/{n}" for n in range(1, 5)] + [f"other-tasks/{n}" for n in range(1, 8)]
# (rule, the rows of each of its findings, what each has to say)
FOUND = [
    (
        "parts",
        ["overview/basic-expenditure overview/project-expenditure overview/fiscal-appropriation"],
        ["2289.69 + 187.77 = 2477.46"],
    ),
    ("tasks", [" ".join((*TASKS, "overview/project-expenditure"))], ["1196.11"]),
    ("blank", ["overview/subunits overview/other-funds"], ["其他资金"]),
    ("kinds", [""], ["满意度"]),
    (
        "names",
        [
            "indicators/7 indicators/8",
            "indicators/11 indicators/24",
            "indicators/12 indicators/19 indicators/20",
        ],
        ["审查政府规章", "各类法治宣传活动", "组织公证员参加省厅培训"],
    ),
    ("measure", [], []),
    ("year", ["key-tasks/4", "other-tasks/3"], ["2020", "2020"]),
    ("grades", ["indicators/9"], ["60"]),
    ("cut", ["indicators/5"], ["应诉工"]),
]


def test_what_agrees_is_told_last_and_is_not_odd(words: Words) -> None:
    *odd, last = audit(words)
    assert all(finding.odd for finding in odd)
    assert (last.rule, last.odd) == ("parts", False)


@pytest.mark.parametrize(("rule", "rows", "says"), FOUND)
def test_what_is_found_on_the_form(
    words: Words, rule: str, rows: list[str], says: list[str]
) -> None:
    found = findings(words, rule)
    assert [" ".join(finding.rows) for finding in found] == rows
    for finding, part in zip(found, says, strict=True):
        assert part in finding.text


def test_there_are_no_other_rules(words: Words) -> None:
    assert {finding.rule for finding in audit(words)} <= {rule for rule, _, _ in FOUND}


def test_parts_that_don_t_make_up_the_whole(form: Form, lexicon: Lexicon) -> None:
    other = changed(form, "overview/project-expenditure", quantity=amount("200"))
    (found,) = findings(in_words(other, lexicon), "parts")
    assert "不等于财政拨款：2289.69 + 200 = 2489.69" in found.text


# (rule, row, cells that it takes to be free of the oddity)
CURED: list[tuple[str, str, dict[str, object]]] = [
    ("tasks", "overview/project-expenditure", {"quantity": amount("1196.11")}),
    ("grades", "indicators/9", {"bands": ()}),
    ("cut", "indicators/5", {"explanation": "应诉工作"}),
]


@pytest.mark.parametrize(("rule", "row", "cells"), CURED)
def test_without_the_oddity_nothing_is_found(
    form: Form, lexicon: Lexicon, rule: str, row: str, cells: dict[str, object]
) -> None:
    assert findings(in_words(changed(form, row, **cells), lexicon), rule) == []


def test_a_cell_filled_in_is_no_blank(form: Form, lexicon: Lexicon) -> None:
    filled = changed(form, "overview/subunits", quantity=amount("3", "个"), text=None)
    (found,) = findings(in_words(filled, lexicon), "blank")
    assert found.rows == ("overview/other-funds",)


def test_a_name_of_its_own_is_no_shared_one(form: Form, lexicon: Lexicon) -> None:
    renamed = changed(form, "indicators/8", name="规章审查数量")
    names = [found.rows for found in findings(in_words(renamed, lexicon), "names")]
    assert names == [
        ("indicators/11", "indicators/24"),
        ("indicators/12", "indicators/19", "indicators/20"),
    ]


UNMEASURED = [
    {"quantity": None, "text": ""},
    {"quantity": Quantity(Decimal(160), "件", None, "160")},
    {"quantity": Quantity(Decimal(160), "", ">=", "160")},
]


@pytest.mark.parametrize("cells", UNMEASURED)
def test_an_indicator_that_can_t_be_measured(
    form: Form, lexicon: Lexicon, cells: dict[str, object]
) -> None:
    other = changed(form, "indicators/21", **cells)
    assert [found.rows for found in findings(in_words(other, lexicon), "measure")] == [
        ("indicators/21",)
    ]


def test_nothing_is_said_of_tasks_without_money(form: Form, lexicon: Lexicon) -> None:
    def unpaid(row: Row) -> Row:
        return replace(row, quantity=None, text="") if row.is_task else row

    poor = replace(form, rows=tuple(map(unpaid, form.rows)))
    assert findings(in_words(poor, lexicon), "tasks") == []
