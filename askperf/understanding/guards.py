"""Guards: what an answer must not pass over, however sure the decision is."""

from __future__ import annotations

from askperf.logic import (
    Belongs,
    Claim,
    Extreme,
    Fold,
    Given,
    Meets,
    Pick,
    Position,
    Show,
    Table,
    Tell,
    nodes,
)
from askperf.understanding.grammar.values import PERCENT, unnarrowed
from askperf.understanding.minding import MINDED, no_such_size
from askperf.understanding.parser import Parse, Proposal

_MINDING = 0.9  # how sure an answer must be despite a word that restricts the question
_MONEY, _PEOPLE = "wants:money>", "wants:people>"  # what is never taken for another quantity
# Cues that a right look-up leaves unread never: they narrow the row named (最大一笔普法宣传).
_NARROWING = frozenset(("unused:op:most", "unused:op:half", "unused:mark:>"))
# And that a claim leaves unread never: 项目支出人均不到一万五吗, 普法宣传26万是最多的吗.
_CLAIMED = frozenset(("unused:op:per", "unused:op:most"))
_SCALED = ("half", "halve", "double")
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
    if isinstance(best.candidate.form, Claim) and not features.keys().isdisjoint(_CLAIMED):
        return True
    return confidence < _MINDING and any(name.startswith(MINDED) for name in features)


def _is_lookup(best: Proposal) -> bool:
    """Is it a cell of one row that was named?"""
    form = best.candidate.form
    named = isinstance(form, Show) and isinstance(form.rows, Pick)
    return named and len(best.outcome.rows) == 1


def _left(parse: Parse, best: Proposal) -> int:
    """The positions that the form leaves unread and that aren't the form's own names."""
    return ~best.candidate.used & ~parse.reading.own


def leaves_share(parse: Parse, best: Proposal) -> bool:
    """三成的普法宣传: does a look-up of what is no rate pass over a part in per cent?"""
    units = {amount.unit for amount in best.outcome.amounts}
    left = _left(parse, best)
    parts = (n for n in parse.reading.numbers if n.value == PERCENT and n.mask & left == n.mask)
    return _is_lookup(best) and bool(units) and PERCENT not in units and any(parts)


def passes_over_change(parse: Parse, best: Proposal) -> bool:
    """普法宣传添20万后排第几, 砍半还进得了前五吗: does the place of a row as it stands pass over
    what changes its number?
    """
    form = best.candidate.form
    placed = isinstance(form, Position) or (
        isinstance(form, Belongs) and isinstance(form.rows, Extreme)
    )
    left = _left(parse, best)
    numbers = (n for n in parse.reading.numbers if n.kind == "number" and n.mask & left)
    halved = (a for a in parse.reading.anchors if a.kind == "op" and a.value in _SCALED)
    return placed and (any(numbers) or any(a.mask & left == a.mask for a in halved))


def passes_over_bound(parse: Parse, best: Proposal) -> bool:
    """行政立法再凑上普法宣传，够不够42万: does a claim about two of the form's own numbers pass
    over a number of the question?
    """
    form = best.candidate.form
    own = isinstance(form, Claim) and not any(isinstance(node, Given) for node in nodes(form))
    left = _left(parse, best)
    units = {side.unit for one in best.outcome.judged for side in (one.left, one.right)}
    said = (n for n in parse.reading.numbers if n.kind == "number" and n.value)
    return own and any(n.value in units and n.mask & left == n.mask for n in said)


def passes_over_denial(parse: Parse, best: Proposal) -> bool:
    """过百万但不在其他任务里的: is a negation left unread right ahead of a table that is taken?"""
    used, anchors = best.candidate.used, parse.reading.anchors
    tables = [a.start for a in anchors if a.kind == "section" and a.mask & used]
    denials = [a for a in anchors if a.kind == "neg" and not a.mask & used and a.end - a.start > 1]
    text = parse.reading.text
    denials = [a for a in denials if text[a.start - 1 : a.start] != text[a.start + 1]]  # 是不是
    return any(0 <= start - a.end <= 1 for a in denials for start in tables)


def asks_which(parse: Parse, best: Proposal) -> bool:
    """哪两项加起来正好41万: is a yes or no told to who asks for rows alone?"""
    anchors = parse.reading.anchors
    which = [a for a in anchors if a.kind == "ask" and a.value == "which"]
    asked = any(a.kind == "ask" and a.value == "yesno" for a in anchors)
    claimed = isinstance(best.candidate.form, Claim | Meets)
    return claimed and bool(which) and not asked


def _is_of_table(best: Proposal) -> bool:
    """Is it one number of all the rows of a table, not how many they are, or of those that a
    condition leaves?
    """
    form = best.candidate.form
    number = form.numbers[0] if isinstance(form, Tell) and len(form.numbers) == 1 else None
    if not isinstance(number, Fold):
        return False
    base = unnarrowed(number.rows)
    return isinstance(base, Table) and (number.how != "count" or base != number.rows)


def another_size(parse: Parse, best: Proposal) -> str:
    """七项任务里超过四十万的, of eleven; 三项重点任务, of four: the words that count the rows of a
    table otherwise than it and what is taken of it does, "" if there are none.
    """
    said = no_such_size(parse.reading, best.candidate.used) if _is_of_table(best) else ""
    left = (n for n in parse.reading.numbers if n.kind == "rows")
    return "" if any(n.number == len(best.outcome.rows) for n in left) else said


def is_another_quantity(best: Proposal) -> bool:
    """Is money or a number of people asked for, and another number shown?"""
    if not isinstance(best.candidate.form, Show):
        return False
    told = "wants:agrees" in best.features  # 率 of a row's own name is no other quantity than its
    apart = (_MONEY,) if told else (_MONEY, _PEOPLE)
    given = (name.split(">") for name in best.features if name.startswith(apart))
    return any(kind != wanted.partition(":")[2] and kind not in _NO_OTHER for wanted, kind in given)


def denies_what_is_told(parse: Parse, best: Proposal) -> bool:
    """基本支出2289.69万，项目支出187.77万: is a sum denied to be what was told of one of its rows,
    in a text that asks nothing?
    """
    form, reading = best.candidate.form, parse.reading
    number = form.left if isinstance(form, Claim) else None
    told = [n for n in reading.numbers if n.kind == "number"]
    several = isinstance(number, Fold) and number.how == "sum" and len(told) > 1
    return several and not reading.asks and best.outcome.verdict is False


GUARDS = (
    leaves_share,
    passes_over_change,
    passes_over_bound,
    passes_over_denial,
    asks_which,
    denies_what_is_told,
)
