"""Is a form's outcome what a question wants, by its gold? One convention for training,
evaluation, and for what is remembered of others' questions.

First what holds for every form: the status, the verdict, and that each wanted figure is
said. Then, by kind of form, the rows: a claim or a computation may rest on more or fewer
rows than the gold names, as long as they have one in common (people who write gold don't
agree on which operands count); a look-up must be about exactly the gold's rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from askperf.execution.evaluate import cell_text
from askperf.execution.numbers import amount_of
from askperf.execution.rows import World, rows_of
from askperf.execution.values import Judged, Outcome
from askperf.execution.verdicts import named_rows
from askperf.logic import (
    Arith,
    Belongs,
    Claim,
    Describe,
    Either,
    Find,
    Fold,
    Form,
    Kinds,
    Larger,
    Meets,
    MeetsPassage,
    Pick,
    Position,
    Rows,
    Several,
    Show,
    Some,
    Table,
    Tell,
    nodes,
)
from askperf.understanding.lookups import is_wanted_lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.understanding.gold import Gold

_CENT = Decimal("0.01")
_TEN = Decimal(10)
_LEAST = Decimal("0.05")  # numbers below it aren't alike just because they round alike
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_PROSE = frozenset(("content", "goal", "explanation", "text", "line"))
_FEW, _LISTED = 4, 12
_FORM = "form"  # the topic under which the form describes itself
_COUNTED = ("count", "colloquial", "followup", "list")
_RECKONED = ("compare", "derived", "share", "aggregate", "rank")
_LISTING = ("list", "topic", "count", "colloquial", "followup")


def matches(form: Form, outcome: Outcome, gold: Gold, world: World) -> bool:
    """Would the form's outcome be a right answer by the gold?"""
    if not gold.answerable or outcome.status == "not_found":
        return not gold.answerable and outcome.status == "not_found"
    if gold.status == "blank":
        return _is_blank(form, outcome, gold)
    if gold.status == "ambiguous":
        return _is_choice(form, outcome, gold)
    if outcome.status == "blank":
        return False
    if isinstance(form, Describe):
        meant = gold.kind == "meta" or _is_of_department(form, gold, world)
        return meant and gold.verdict is None
    if gold.kind == "meta" and not gold.rows and not gold.figures:
        return False
    if outcome.verdict != gold.verdict or _is_elsewhere(form, outcome, gold):
        return False
    if not _says_figures(form, outcome, gold, world):
        return False
    if _counts_by_listing(form, outcome, gold) or _lists_by_counting(form, outcome, gold):
        return True
    if gold.verdict is not None:
        return _is_wanted_claim(form, outcome, gold)
    if isinstance(form, Kinds):
        told = {form.cell, "level"} if form.cell == "level1" else {form.cell}
        return set(outcome.rows) == set(gold.rows) and (gold.cell or form.cell) in told
    if isinstance(form, Tell | Claim | Larger | Position | Several):
        return _is_wanted_number(form, outcome, gold)
    return is_wanted_lookup(form, outcome, gold, world)


def same(left: Decimal, right: Decimal) -> bool:
    """Equal, or alike when rounded to two places (gold is rounded so)."""
    if left == right:
        return True
    if abs(left - right) > 1:
        return False  # and a number of 30 digits has no room for a cent
    alike = left.quantize(_CENT, ROUND_HALF_UP) == right.quantize(_CENT, ROUND_HALF_UP)
    return alike and abs(left) >= _LEAST


def is_said_by(value: Decimal, figure: Decimal) -> bool:
    """Is it the figure of gold, which may be rounded to a whole one (取整)?"""
    whole = abs(value) > _TEN and value.to_integral_value(ROUND_HALF_UP) == figure
    return same(value, figure) or whole


def cells_of(form: Form) -> frozenset[str]:
    """The cells that a form shows, those of its parts included."""
    if isinstance(form, Show):
        return frozenset(form.cells)
    if isinstance(form, Several):
        return frozenset().union(*map(cells_of, form.parts))
    return frozenset()


def _is_of_department(form: Describe, gold: Gold, world: World) -> bool:
    """Whose form it is, which its description says, citing the row."""
    texts = [world.by_id[row].text for row in gold.rows]
    return form.topic == _FORM and not gold.cell and texts == [world.form.department]


def _is_blank(form: Form, outcome: Outcome, gold: Gold) -> bool:
    """The blank cell's row, said to be blank or shown without a number."""
    if set(outcome.rows) != set(gold.rows):
        return False
    shown = outcome.status == "answered" and "value" in cells_of(form) and not outcome.amounts
    return outcome.status == "blank" or shown


def _is_choice(form: Form, outcome: Outcome, gold: Gold) -> bool:
    """All the rows that fit, with their numbers, targets or the cell that is asked for, and no
    verdict.
    """
    if outcome.verdict is not None or set(outcome.rows) != set(gold.rows):
        return False
    cells = cells_of(form)
    return "value" in cells or gold.cell in cells or isinstance(form, Meets)


def _is_elsewhere(form: Form, outcome: Outcome, gold: Gold) -> bool:
    """Is it a number or a claim about one that rests on none of the gold's rows? Seen before any
    of its operands is evaluated.
    """
    relied = {*outcome.cited, *outcome.rows}
    return isinstance(form, Tell | Claim) and bool(gold.rows) and relied.isdisjoint(gold.rows)


def _says_figures(form: Form, outcome: Outcome, gold: Gold, world: World) -> bool:
    """Each wanted figure is an amount, a side of a judgement or how far its sides are apart
    (the answer says all three), or stands in shown prose.

    The number of the rows shown counts as said, where that is the one figure wanted.
    """
    if not gold.figures:
        return True
    said = [amount.value for amount in outcome.amounts]
    for judged in _judged(outcome):
        said += (judged.left.value, judged.right.value)
        said.append(abs(judged.left.number - judged.right.number))
    if isinstance(form, Show) and gold.verdict is None and _is_their_count(outcome, gold):
        said.append(gold.figures[0])
    if isinstance(form, Some):
        said.append(Decimal(len(outcome.rows)))  # 有，共 3 项; 没有
    if isinstance(form, Several):  # and of several rows that a part shows
        parts = zip(form.parts, outcome.parts, strict=True)
        said += [Decimal(len(its.rows)) for part, its in parts if isinstance(part, Show)]
    if isinstance(form, Claim | Tell):
        said += _operands(form, world)
    if isinstance(form, Show) and gold.cell in form.cells:
        own = (world.by_id[row].quantity for row in outcome.rows)  # its row is quoted anyway
        said += [quantity.value for quantity in own if quantity]
    missing = [x for x in gold.figures if not any(is_said_by(y, x) for y in said)]
    return not missing or _in_prose(form, outcome, missing, world)


def _judged(outcome: Outcome) -> list[Judged]:
    return [*outcome.judged, *(one for part in outcome.parts for one in _judged(part))]


def _operands(form: Claim | Tell, world: World) -> list[Decimal]:
    """The numbers that a form's own arithmetic shows: 136 and 63 of their ratio or their sum."""
    numbers = form.numbers if isinstance(form, Tell) else (form.left, form.right)
    sides = (side for side in numbers if isinstance(side, Arith))
    found = [amount_of(number, world).value for side in sides for number in (side.left, side.right)]
    sums = (side.rows for side in numbers if isinstance(side, Fold) and side.how == "sum")
    for rows in (rows_of(node, world) for node in sums):
        own = [row.quantity.value for row in rows if row.quantity]
        found += own if len(rows) <= _FEW else []
    return found


def _in_prose(form: Form, outcome: Outcome, figures: Iterable[Decimal], world: World) -> bool:
    cells = cells_of(form)
    if not cells & _PROSE:
        return False
    texts = (cell_text(world.by_id[row], cell) for row in outcome.rows for cell in sorted(cells))
    numbers = {Decimal(number) for text in texts for number in _NUMBER.findall(text)}
    if "line" in cells:
        numbers |= {Decimal(world.by_id[row].number) for row in outcome.rows}
    return all(figure in numbers for figure in figures)


def _is_their_count(outcome: Outcome, gold: Gold) -> bool:
    """Is the one figure wanted the number of the rows, which are several and the gold's?"""
    rows = set(outcome.rows)
    wanted = len(gold.figures) == 1 and gold.figures[0] == len(outcome.rows)
    return wanted and len(gold.rows) > 1 and rows == set(gold.rows)


def _counts_by_listing(form: Form, outcome: Outcome, gold: Gold) -> bool:
    """Asked how many: showing all of them says it too."""
    if not isinstance(form, Show) or form.open or "value" not in form.cells:
        return False
    plain = gold.verdict is None and gold.kind in _COUNTED
    return plain and _is_their_count(outcome, gold)


def _lists_by_counting(form: Form, outcome: Outcome, gold: Gold) -> bool:
    """Asked which: a count of a few names them too."""
    if not isinstance(form, Tell) or gold.figures or gold.kind not in _LISTING:
        return False
    number = form.numbers[0]
    counts = len(form.numbers) == 1 and isinstance(number, Fold) and number.how == "count"
    return counts and 1 < len(gold.rows) <= _LISTED and set(outcome.rows) == set(gold.rows)


def _is_wanted_claim(form: Form, outcome: Outcome, gold: Gold) -> bool:
    """The verdict is right; a row in common with the gold, if that has any.

    A claim about a few rows relies on all of them, unless it says the figures. Rows that
    exist must be exactly the gold's; of none that exist there is nothing to compare. Who gives
    the gold of a place that is denied may name the row that has it.
    """
    rows = set(gold.rows)
    relied = {*outcome.cited, *outcome.rows}
    if _is_beside_it(form, gold):
        return False
    if not rows:
        return True
    if isinstance(form, Some):
        exactly = set(outcome.rows) == rows or (not form.wanted and rows <= set(outcome.cited))
        # 甲在乙和丙之间吗: whoever writes gold may count those it is compared with.
        compared = named_rows(form.rows) is not None and set(outcome.rows) <= rows <= relied
        return not gold.verdict or exactly or compared
    if isinstance(form, Belongs):
        return form.row in rows or (not outcome.verdict and rows <= relied)
    if isinstance(form, Claim | Meets | MeetsPassage):
        whole = len(rows) > _FEW or rows <= relied or bool(gold.figures)
        return whole and bool(rows & relied)
    return bool(rows & relied)


def _is_beside_it(form: Form, gold: Gold) -> bool:
    """Is it true or false for another reason than the one asked about? That a row is there
    says nothing of whether its target is met, and named rows need no counting.
    """
    if isinstance(form, Some) and gold.kind in (*_RECKONED, "check"):
        return _are_named(form.rows)
    if isinstance(form, Belongs) and gold.kind in _RECKONED:
        return isinstance(form.rows, Table)
    counts = (n.rows for n in nodes(form) if isinstance(n, Fold) and n.how == "count")
    return isinstance(form, Claim) and not gold.in_talk and any(map(_are_named, counts))


def _are_named(rows: Rows) -> bool:
    """Are rows named one by one?"""
    return isinstance(rows, Pick) or (isinstance(rows, Either) and all(map(_are_named, rows.parts)))


def _shows(form: Form, gold: Gold) -> bool:
    """Does a part show rows, and the cell that is asked for? Their names are always said."""
    named = gold.cell in ("", "name")
    return (isinstance(form, Show) and (named or gold.cell in form.cells)) or (
        isinstance(form, Find) and named
    )


def _is_wanted_number(
    form: Tell | Claim | Larger | Position | Several, outcome: Outcome, gold: Gold
) -> bool:
    """The figures are said, and a row in common with the gold, if that has any.

    A number told beside the wanted ones makes an answer wrong; parts must cover all rows.
    """
    rows = set(gold.rows)
    relied = {*outcome.cited, *outcome.rows}
    if rows and not rows & relied:
        return False
    if isinstance(form, Larger):  # of a row that is looked up it says the number, beside the point
        return gold.kind in _RECKONED or len(rows) > 1
    if isinstance(form, Several) and not gold.figures:
        return set(outcome.rows) == rows and all(_shows(part, gold) for part in form.parts)
    if not gold.figures:
        return False
    if isinstance(form, Tell):
        told = (amount.value for amount in outcome.amounts)
        return all(any(is_said_by(x, figure) for figure in gold.figures) for x in told)
    return not isinstance(form, Several) or rows <= relied
