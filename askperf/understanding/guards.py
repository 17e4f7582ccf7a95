"""Guards: what an answer must not pass over, however sure the decision is."""

from __future__ import annotations

from askperf.logic import Claim, Fold, Meets, Pick, Position, Show, Table, Tell
from askperf.understanding.grammar.values import PERCENT
from askperf.understanding.minding import MINDED
from askperf.understanding.parser import Parse, Proposal

_MINDING = 0.9  # how sure an answer must be despite a word that restricts the question
_MONEY, _PEOPLE = "wants:money>", "wants:people>"  # what is never taken for another quantity
# Cues that a right look-up leaves unread never: they narrow the row named (最大一笔普法宣传).
_NARROWING = frozenset(("unused:op:most", "unused:op:half", "unused:mark:>"))
_FOR_EACH = "unused:op:per"
_NO_OTHER = ("", "text", "verdict", "rent")
_MOSTLY = 0.8  # a form that leaves more of a question's words than this isn't its answer


def is_beside(best: Proposal, confidence: float) -> bool:
    """Is so much left unread, or does a word restrict the question so, that it is refused
    whatever else speaks for the best form?
    """
    features = best.features
    if features.get("left:share", 0.0) > _MOSTLY or "unused:year" in features:
        return True
    if _is_lookup(best) and not features.keys().isdisjoint(_NARROWING):
        return True
    if isinstance(best.candidate.form, Claim) and _FOR_EACH in features:
        return True  # 项目支出人均不到一万五吗
    return confidence < _MINDING and any(name.startswith(MINDED) for name in features)


def _is_lookup(best: Proposal) -> bool:
    """Is it a cell of one row that was named?"""
    form = best.candidate.form
    named = isinstance(form, Show) and isinstance(form.rows, Pick)
    return named and len(best.outcome.rows) == 1


def leaves_share(parse: Parse, best: Proposal) -> bool:
    """三成的普法宣传: does a look-up of what is no rate pass over a part in per cent?"""
    units = {amount.unit for amount in best.outcome.amounts}
    left = ~best.candidate.used & ~parse.reading.own
    parts = (n for n in parse.reading.numbers if n.value == PERCENT and n.mask & left == n.mask)
    return _is_lookup(best) and bool(units) and PERCENT not in units and any(parts)


def passes_over_change(parse: Parse, best: Proposal) -> bool:
    """普法宣传添20万后排第几: does the place of a row as it stands pass over a number?"""
    form = best.candidate.form
    left = ~best.candidate.used & ~parse.reading.own
    numbers = (n for n in parse.reading.numbers if n.kind == "number" and n.mask & left)
    return isinstance(form, Position) and any(numbers)


def asks_which(parse: Parse, best: Proposal) -> bool:
    """哪两项加起来正好41万: is a yes or no told to who asks for rows alone?"""
    anchors = parse.reading.anchors
    which = [a for a in anchors if a.kind == "ask" and a.value == "which"]
    asked = any(a.kind == "ask" and a.value == "yesno" for a in anchors)
    claimed = isinstance(best.candidate.form, Claim | Meets)
    return claimed and bool(which) and not asked


def is_of_table(best: Proposal) -> bool:
    """Is it one number of all the rows of a table, not how many they are?"""
    form = best.candidate.form
    number = form.numbers[0] if isinstance(form, Tell) and len(form.numbers) == 1 else None
    return isinstance(number, Fold) and isinstance(number.rows, Table) and number.how != "count"


def is_another_quantity(best: Proposal) -> bool:
    """Is money or a number of people asked for, and another number shown?"""
    if not isinstance(best.candidate.form, Show):
        return False
    told = "wants:agrees" in best.features  # 率 of a row's own name is no other quantity than its
    apart = (_MONEY,) if told else (_MONEY, _PEOPLE)
    given = (name.split(">") for name in best.features if name.startswith(apart))
    return any(kind != wanted.partition(":")[2] and kind not in _NO_OTHER for wanted, kind in given)
