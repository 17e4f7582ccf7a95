"""Reading → logical form: the first rule that fits, in the order below.

A new kind of question is a rule in `rules/`, a node in `query`, its evaluation in
`execution/` and its template in `knowledge/responses/`.
"""

from __future__ import annotations

from collections.abc import Callable

from askperf.query import LogicalForm, Refuse
from askperf.understanding.reading import Reading
from askperf.understanding.rules import checks, finding, lookup, numbers, several, talk

Rule = Callable[[Reading], LogicalForm | None]

RULES: tuple[Rule, ...] = (
    talk.empty,
    talk.about,
    talk.which_department,
    finding.quoted,
    talk.out_of_scope,
    talk.unknown,
    checks.grade,
    checks.check,
    checks.check_cell,
    checks.equal,
    numbers.multiply,
    finding.position,
    numbers.share,
    finding.extremes,
    finding.duplicates,
    numbers.compare,
    numbers.divide,
    numbers.aggregate,
    numbers.count,
    several.blanks,
    finding.rank,
    finding.ranked_ordinal,
    finding.reverse,
    finding.ordinal,
    several.asks,
    finding.locate,
    finding.exists,
    finding.topic,
    finding.list_rows,
    lookup.total,
    lookup.lookup,
)


def compose(reading: Reading) -> tuple[str, LogicalForm]:
    """The name of the rule that fired, and its logical form."""
    for rule in RULES:
        form = rule(reading)
        if form is not None:
            module = rule.__module__.rpartition(".")[2]
            return f"{module}.{rule.__name__}", form
    return "none", Refuse("nothing", tuple(m.text for m in reading.mentions[:4]))
