"""The grammar: a reading and the rows of a form → candidate forms.

A *line* of the grammar is a small function that yields what one wording pattern may
mean. Lines of rows, conditions and numbers put together the parts of a span (see
`chart`); lines of forms put the parts together to whole forms (see `scene`). Each module
lists its lines in a tuple, and the families of forms are listed here: to add an
operation, write a function and name it in a tuple.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from askperf.execution.rows import World
from askperf.logic import Form
from askperf.understanding.grammar.chart import Chart, TooDense
from askperf.understanding.grammar.claims import claims
from askperf.understanding.grammar.comparing import comparing
from askperf.understanding.grammar.each import of_each
from askperf.understanding.grammar.existence import existence
from askperf.understanding.grammar.finding import finding
from askperf.understanding.grammar.floating import floating
from askperf.understanding.grammar.following import following
from askperf.understanding.grammar.reaching import reaching
from askperf.understanding.grammar.recalling import recalling
from askperf.understanding.grammar.relations import relations, relations_of_pairs
from askperf.understanding.grammar.restricting import restricting
from askperf.understanding.grammar.scene import Scene
from askperf.understanding.grammar.several import several
from askperf.understanding.grammar.showing import showing
from askperf.understanding.grammar.telling import telling
from askperf.understanding.grammar.values import Before, Candidate, Found, Listed, Span, leans
from askperf.understanding.grammar.wordings import Wordings, wordings
from askperf.understanding.overlap import FormIndex
from askperf.understanding.reading import Reading

__all__ = ["Before", "Candidate", "Grammar", "Listed", "TooDense", "Wordings", "wordings"]

NO_LIST = Listed()

_COVERED = 0.2  # what a position is worth between two derivations of one form
_FAMILIES = (
    showing,
    telling,
    claims,
    relations,
    existence,
    relations_of_pairs,
    comparing,
    finding,
    following,
    recalling,
    of_each,
    several,
    reaching,
    floating,
)

_OF_THE_REST = (showing, telling, claims, relations, existence, relations_of_pairs, comparing)


class Grammar:
    """The candidate forms of one question."""

    def __init__(
        self,
        reading: Reading,
        link: Callable[[Reading, Span], list[tuple[int, float]]],
        world: World,
        index: FormIndex,
        before: Before | None,
        words: Wordings,
        listed: Listed = NO_LIST,
    ) -> None:
        """`link`: the rows that a span may mean, with log-probabilities, likeliest first; `listed`:
        those that are named one after the other.
        """
        self._chart = Chart(reading, link, world, index, before, words, listed)

    def candidates(self) -> list[Candidate]:
        """Every form once, by its best derivation, in the order of the families.

        Raises `TooDense` where putting the parts together would take too long.
        """
        best: dict[Form, tuple[float, int, float, str]] = {}
        for form, used, score, rule in self._found():
            worth = score + _COVERED * used.bit_count()
            old = best.get(form)
            if old is None or old[0] < worth:
                best[form] = (worth, used, score, rule)
        return [
            Candidate(form, used, score, rule, leans(rule))
            for form, (_, used, score, rule) in best.items()
        ]

    def _found(self) -> Iterator[Found]:
        scene = Scene(self._chart)
        for family in _FAMILIES:
            yield from family(scene)
        yield from restricting(scene, _OF_THE_REST)
