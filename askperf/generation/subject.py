"""What a question is about, where the answer has to say more than the row's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from askperf.execution.values import Outcome
from askperf.facts import Form as Published
from askperf.facts import Row
from askperf.lexicon import Lexicon
from askperf.logic import (
    Claim,
    Form,
    Larger,
    Meets,
    MeetsPassage,
    Pick,
    Several,
    Show,
    Tell,
    Value,
    nodes,
)
from askperf.understanding.overlap import FormIndex
from askperf.understanding.reading import Reading
from askperf.values import frozen

_SHORTEST, _LONGEST = 2, 20  # characters of a topic
_SPOKEN = (2, 3, 4)  # of what people call it
# Manners of asking for a verdict: the relations that they ask about, the anchors that say so.
_MANNERS = (
    ("enough", (">=",), ("near", "op")),
    ("exceeding", (">",), ("mark",)),
    ("having", (">=",), ("near",)),
)
_NAMING = {("attribute", "name"), ("op", "find"), ("op", "locate"), ("ask", "which")}
_EDGES = "“”\"'‘’「」『』，,、；;：:。 "  # no part of what is called so


def subject(
    form: Form, outcome: Outcome, reading: Reading, published: Published, index: FormIndex
) -> str:
    """The words asked about that have no line of their own, '' if the row is meant itself.

    That is where money was asked of something that stands in a task's prose only, as the
    question calls it or as the form does (法援, 法律援助).
    """
    if not isinstance(form, Show) or "value" not in form.cells or len(outcome.rows) != 1:
        return ""
    row = published.row(outcome.rows[0])
    if outcome.status != "answered" or not _is_told_of(row, reading, published):
        return ""
    return _topic(row, _wordings(reading, index))


def wholes(
    form: Form, outcome: Outcome, reading: Reading, published: Published, index: FormIndex
) -> tuple[tuple[Row, str], ...]:
    """Tasks of which the whole money was reckoned with, and the words that have no line of their
    own: 法律援助预算是不是136万; 法律援助占任务总额多少.
    """
    if not isinstance(form, Claim | Larger | Tell) or outcome.status != "answered":
        return ()
    named = (node.rows for node in nodes(form) if isinstance(node, Value))
    ids = dict.fromkeys(rows.rows[0] for rows in named if isinstance(rows, Pick))
    tasks = [row for row in map(published.row, ids) if _is_told_of(row, reading, published)]
    said = _wordings(reading, index) if tasks else []
    topics = [(row, _topic(row, said)) for row in tasks]
    return tuple((row, topic) for row, topic in topics if topic)


def _is_told_of(row: Row, reading: Reading, published: Published) -> bool:
    """Is it a task that isn't called by its whole name?"""
    return row.is_task and published.rows.index(row) not in reading.overlap.full


def _wordings(reading: Reading, index: FormIndex) -> list[_Wording]:
    """A question as it is said, and with a wording of it as the form says it."""
    return [_Wording(reading.text, _edges(reading)), *_formal(reading, index)]


def _topic(row: Row, said: Sequence[_Wording]) -> str:
    """What a question names of a task's prose, '' if it names the task itself."""
    topics = (_shared(w, cell or "") for cell in (row.content, row.goal) for w in said)
    topic = max(topics, key=len).strip(_EDGES)
    named = max((_shared(w, row.name, whole=False) for w in said), key=len)
    return topic if len(topic) > max(_SHORTEST, len(named)) else ""


@frozen()
class _Wording:
    """A text and where its words begin and end."""

    text: str
    edges: frozenset[int]


def _edges(reading: Reading) -> frozenset[int]:
    return frozenset(at for token in reading.tokens for at in (token.start, token.end))


def _formal(reading: Reading, index: FormIndex) -> Iterator[_Wording]:
    """The text with one of its wordings as the form says it, each wording once."""
    text, edges = reading.text, _edges(reading)
    starts = range(len(text))
    for word in dict.fromkeys(text[at : at + size] for size in _SPOKEN for at in starts):
        for term in index.synonyms(word):
            at, more = text.index(word), len(term) - len(word)
            end = at + len(word)
            if {at, end} <= edges:  # 乡下 within 乡下人 stands for nothing
                moved = {e if e <= at else e + more for e in edges if not at < e < end}
                yield _Wording(f"{text[:at]}{term}{text[end:]}", frozenset(moved))


def _shared(wording: _Wording, cell: str, whole: bool = True) -> str:
    """The longest stretch of a text that stands in a cell, of `whole` words or of letters."""
    text = wording.text
    for size in range(min(len(text), _LONGEST), 0, -1):
        for start in range(len(text) - size + 1):
            cut = whole and not {start, start + size} <= wording.edges
            if not cut and text[start : start + size] in cell:
                return text[start : start + size]
    return ""


def places(text: str, lexicon: Lexicon) -> int | None:
    """Decimal places that a question asks for (保留两位小数, 取整), else None."""
    for pattern in lexicon.own.get("places", ()):
        match = re.search(pattern, text)
        if match is not None:
            digit = lexicon.numbers.digit(match[1])
            return digit if digit is not None and digit <= 6 else None
    whole = any(re.search(pattern, text) for pattern in lexicon.own.get("whole", ()))
    return 0 if whole else None


def asks_which(reading: Reading) -> bool:
    """Does a question ask which row it is, or what it is called?"""
    return any((anchor.kind, anchor.value) in _NAMING for anchor in reading.anchors)


def manner(form: Form, reading: Reading, lexicon: Lexicon) -> str:
    """In whose words a verdict is asked for, and so is given: `enough` (够吗), `exceeding`
    (超过了吗), `having` (有没有); '' for 对 and 不对.
    """
    if isinstance(form, Several):
        manners = {manner(part, reading, lexicon) for part in form.parts}
        return manners.pop() if len(manners) == 1 else ""
    met = isinstance(form, Meets | MeetsPassage)
    mark = form.mark if isinstance(form, Claim) else ">=" if met else ""
    for kind, marks, anchors in _MANNERS:
        words = lexicon.grammar[f"asked_{kind}"]
        said = (reading.text[a.start : a.end] for a in reading.anchors if a.kind in anchors)
        whole = kind == "having"  # 有 stands in other words as well
        told = any(x in words if whole else any(word in x for word in words) for x in said)
        if told and mark in marks and not (met and kind != "enough"):
            return kind
    return ""
