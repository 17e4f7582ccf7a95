"""Reading → logical form: the first rule that fits, in the order below.

A new kind of question is a rule in `rules/`, a node in `query` or `operations`, its
evaluation in `execution/` and its template in `knowledge/responses/`. Groups of rules
are imported when a question first needs them: a plain lookup needs two.
"""

from __future__ import annotations

from collections.abc import Callable

from askperf.query import LogicalForm, Refuse
from askperf.understanding.reading import Reading
from askperf.understanding.rules import lookup, talk

Rule = Callable[[Reading], LogicalForm | None]


def _before_refusal() -> tuple[Rule, ...]:
    from askperf.understanding.rules import finding

    return (finding.quoted,)


def _operations() -> tuple[Rule, ...]:
    from askperf.understanding.rules import checks, finding, numbers, several

    return (
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
        numbers.total,
    )


def rules_for(reading: Reading) -> tuple[Rule, ...]:
    """The rules that may fit a reading, in order; all of them unless it is plain."""
    plain = reading.is_plain
    return (
        talk.empty,
        talk.about,
        talk.which_department,
        *(() if plain else _before_refusal()),
        talk.out_of_scope,
        talk.unknown,
        *(() if plain else _operations()),
        lookup.lookup,
    )


def compose(reading: Reading) -> tuple[str, LogicalForm]:
    """The name of the rule that fired, and its logical form."""
    for rule in rules_for(reading):
        form = rule(reading)
        if form is not None:
            module = rule.__module__.rpartition(".")[2]
            return f"{module}.{rule.__name__}", form
    return "none", Refuse("nothing", tuple(m.text for m in reading.mentions[:4]))
