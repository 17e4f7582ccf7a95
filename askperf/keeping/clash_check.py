"""Rules for entries of the lexicon that get in each other's way, or in a row's.

What a wording means is the union of what all entries say of it; these rules notice
where an entry contradicts another, or a row's own name.
"""

from __future__ import annotations

from collections.abc import Iterator

from askperf.folding import squeeze
from askperf.keeping.language import FormWords, Language
from askperf.keeping.lexicon_check import Rule
from askperf.keeping.problems import Problem, error, warning
from askperf.keeping.sources import Entry, Scalar

_Place = tuple[Entry, Scalar]


def two_rows(language: Language) -> Iterator[Problem]:
    """One wording, two rows of a form: contradictory across lexicons, ambiguous in one."""
    for form in language.forms.values():
        for places in language.by_wording.values():
            meant = [(place, _rows_of(place[0], form)) for place in places]
            meant = [(place, rows) for place, rows in meant if rows]
            for index, (place, rows) in enumerate(meant[1:], 1):
                other = next((p for p, r in meant[:index] if r != rows), None)
                if other is not None:
                    yield _two_rows(place, other)


def _rows_of(entry: Entry, form: FormWords) -> tuple[str, ...]:
    """The rows of a form that an entry's wordings stand for by themselves."""
    if entry.kind != "alias" or entry.form not in ("", form.form.id):
        return ()
    return form.rows(entry.value)


def _two_rows(place: _Place, other: _Place) -> Problem:
    (entry, wording), (before, _) = place, other
    message = f"“{wording.text}”在这里指“{entry.value}”，{_where(other)}却指“{before.value}”"
    if entry.form != before.form:
        return error(entry.path, wording.line, message, "请只留一处")
    advice = "问到它会反问是哪一行；若不是有意如此，请只留一处"
    return warning(entry.path, wording.line, message, advice)


def other_rows_name(language: Language) -> Iterator[Problem]:
    """An alias of one row that is the name of another."""
    for entry, wording in language.wordings("alias"):
        for form in language.forms_of(entry):
            named = form.names.get(squeeze(wording.text), ())
            rows = _rows_of(entry, form)
            if named and rows and not set(rows) <= set(named):
                message = f"“{wording.text}”是 {named[0]} 的名称，在这里却指“{entry.value}”"
                yield error(entry.path, wording.line, message, "请删掉这个说法")
                break


def _where(place: _Place) -> str:
    return f"在 {place[0].path.name} 第 {place[1].line} 行"


RULES: tuple[Rule, ...] = (two_rows, other_rows_name)
