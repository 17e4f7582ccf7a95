"""What the stages of understanding are made of: a form's words and a lexicon's, as they want it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from askperf.execution.rows import Scale
from askperf.facts import TASK_SECTIONS, Form
from askperf.folding import fold, is_han
from askperf.lexicon import Lexicon
from askperf.understanding.anchors import Cues
from askperf.understanding.overlap import FormIndex
from askperf.understanding.quantities import Quantities, QuantityWords
from askperf.understanding.reading import Reader
from askperf.understanding.segmentation import Token
from askperf.understanding.wanting import Wanting

_MONEY = "money"
_TITLES = ("section", "level", "attribute")


def reader_of(
    form: Form, lexicon: Lexicon, tokens: Callable[[str], Sequence[Token]], index: FormIndex
) -> Reader:
    """What reads questions on a form."""
    own, grammar = lexicon.own, lexicon.grammar
    return Reader(
        tokens,
        Cues(lexicon.cues, grammar.get("doubled", ())),
        _quantities(lexicon),
        Wanting(lexicon),
        index,
        [*own_names(form, own["names"]), *own.get("swearing", ())],
        _row_units(form, lexicon),
        _money_units(lexicon),
        "|".join(map(re.escape, own["unit_cues"])),
        "|".join((*own["places"], *own.get("whole", ()))),
        "|".join(map(re.escape, own.get("sayings", ()))),
        "|".join(map(re.escape, grammar["apiece"])),
        "|".join(own.get("some", ())),
    )


class FormWords:
    """Runs of characters that the form has, and what may be mistyped; made when first wanted."""

    def __init__(self, form: Form, lexicon: Lexicon) -> None:
        self._form, self._lexicon = form, lexicon

    def __iter__(self) -> Iterator[str]:
        for row in self._form.rows:
            for _, text in row.cells():
                yield from ("".join(run) for han, run in groupby(text, is_han) if han)

    def phrases(self) -> Iterator[str]:
        """What the form says."""
        for row in self._form.rows:
            yield from (fold(text) for _, text in row.cells())

    def titles(self) -> Iterator[str]:
        """What its columns and tables are called."""
        for wording, meant in self._lexicon.cues.items():
            if any(kind in _TITLES for kind, _ in meant):
                yield wording


def scale(lexicon: Lexicon, name: str) -> Scale:
    """A unit's dimension and factor; ('', 1) if the lexicon has none of that name."""
    unit = lexicon.unit(name)
    return Scale(unit.dimension, unit.factor) if unit else Scale("", Decimal(1))


def published_numbers(form: Form) -> frozenset[Decimal]:
    """The numbers of a form's rows, and what each section of tasks comes to."""
    rows = [row for row in form.rows if row.quantity]
    tables = ((x.quantity for x in rows if x.section == table) for table in TASK_SECTIONS)
    sums = [sum((x.value for x in table if x), Decimal(0)) for table in tables]
    own = (row.quantity.value for row in rows if row.quantity)
    return frozenset((*own, *sums, sum(sums, Decimal(0))))


def own_names(form: Form, patterns: Sequence[str]) -> list[str]:
    """What a form's own department, place and year are called."""
    bureau = form.department.removeprefix(form.place)
    slots = {
        "department": form.department,
        "bureau": bureau,
        "place": form.place,
        "town": form.place[:-1] if len(form.place) > 2 else form.place,
        "year": str(form.year),
    }
    names = [pattern.format_map(slots) for pattern in patterns]
    return [name for name in names if name]


def _quantities(lexicon: Lexicon) -> Quantities:
    counting, said = lexicon.counting, lexicon.grammar
    words = QuantityWords(
        units=lexicon.unit_words,
        counters=(*counting.counters, *counting.row_counters),
        year=counting.year,
        tenth=counting.tenth,
        determiners=tuple(lexicon.own["determiners"]),
        vague=tuple(said.get("vague", ())),
        above=tuple(said.get("above", ())),
        beyond=tuple(said.get("beyond", ())),
        pieces=frozenset(said.get("pieces", ())),
        money=frozenset(_money_units(lexicon).values()),
        coin=next(iter(said.get("coin", ())), ""),
        between=frozenset(said.get("doubled", ())),
        shapes=tuple(said.get("shapes", ())),
    )
    return Quantities(lexicon.numbers, words)


def _row_units(form: Form, lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Wordings of the units that the form's rows have; 次 may mean 次/年 as well."""
    present = sorted({row.quantity.unit for row in form.rows if row.quantity}, key=len)
    pairs = [*lexicon.unit_words.items(), *((fold(unit), unit) for unit in present)]
    return {
        wording: tuple(u for u in present if u == unit or u.startswith(f"{unit}/"))
        for wording, unit in pairs
        if unit in present
    }


def _money_units(lexicon: Lexicon) -> dict[str, str]:
    return {
        wording: unit
        for wording, unit in lexicon.unit_words.items()
        if lexicon.units[unit].dimension == _MONEY
    }
