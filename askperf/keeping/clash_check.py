"""Rules for entries of the lexicon that get in each other's way, or in a row's.

What a wording means is the union of what all entries say of it, so an entry can
undo another without anybody noticing; these rules notice.
"""

from __future__ import annotations

from collections.abc import Iterator

from askperf.folding import squeeze
from askperf.keeping.language import FormWords, Language
from askperf.keeping.lexicon_check import Rule
from askperf.keeping.problems import Problem, error, warning
from askperf.keeping.sources import Entry, Scalar

_Place = tuple[Entry, Scalar]

# Kinds that take a word out of the question, or turn the question away.
_SILENCING = {
    "filler": "没有实义的词",
    "background": "背景",
    "weak": "泛泛的词",
    "scope": "表里不说的事",
    "meta": "问助手的话",
    "dialogue": "承接上文的词",
    "own": "本部门的称呼",
}
# Of these, kinds that leave nothing of what a longer wording swallows.
_SWALLOWING = ("filler", "background", "weak", "dialogue")
# Reasons that understanding weighs against what a row says itself.
_WEIGHED = frozenset(("split", "actual", "year"))
_ROWS = ("alias", "total")
_SHORTEST_NAME = 4
_OPPOSITES = (
    ("bound", frozenset((">", ">=")), frozenset(("<", "<="))),
    ("comparator", frozenset((">", ">=")), frozenset(("<", "<="))),
    ("op", frozenset(("most",)), frozenset(("least",))),
    ("op", frozenset(("descending",)), frozenset(("ascending",))),
    ("op", frozenset(("larger",)), frozenset(("smaller",))),
    ("ordinal", frozenset(("first",)), frozenset(("last",))),
)


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
    if entry.form not in ("", form.form.id):
        return ()
    if entry.kind == "total":
        return tuple(entry.value.split("+"))
    return form.rows(entry.value) if entry.kind == "alias" else ()


def _two_rows(place: _Place, other: _Place) -> Problem:
    (entry, wording), (before, _) = place, other
    message = f"“{wording.text}”在这里指“{entry.value}”，{_where(other)}却指“{before.value}”"
    if entry.form != before.form or entry.kind != before.kind:
        return error(entry.path, wording.line, message, "请只留一处")
    advice = "问到它会反问是哪一行；若不是有意如此，请只留一处"
    return warning(entry.path, wording.line, message, advice)


def shadows(language: Language) -> Iterator[Problem]:
    """A wording that says a row's own name is something else."""
    for entry, wording in language.wordings(*_SILENCING):
        key = squeeze(wording.text)
        for form in language.forms_of(entry):
            name = form.name_words.get(key) or _swallowed(key, entry, form)
            if name:
                what = _SILENCING[entry.kind]
                message = f"“{wording.text}”算作{what}，但“{name}”是一行的名称，会问不到"
                yield error(entry.path, wording.line, message, "请删掉这个说法")
                break


def _swallowed(key: str, entry: Entry, form: FormWords) -> str:
    """The name of a row that a longer wording holds, if it leaves nothing of it."""
    if entry.kind not in _SWALLOWING:
        return ""
    long = (name for name in form.names if len(name) >= _SHORTEST_NAME)
    return next((name for name in long if name in key), "")


def other_rows_name(language: Language) -> Iterator[Problem]:
    """An alias of one row that is the name of another."""
    for entry, wording in language.wordings(*_ROWS):
        for form in language.forms_of(entry):
            named = form.names.get(squeeze(wording.text), ())
            rows = _rows_of(entry, form)
            if named and rows and not set(rows) <= set(named):
                message = f"“{wording.text}”是 {named[0]} 的名称，在这里却指“{entry.value}”"
                yield error(entry.path, wording.line, message, "请删掉这个说法")
                break


def silenced(language: Language) -> Iterator[Problem]:
    """A wording that means something here and nothing there."""
    for places in language.by_wording.values():
        quiet = next((place for place in places if _is_quiet(place[0])), None)
        if quiet is None:
            continue
        for place in places:
            entry = place[0]
            if entry.kind in (*_ROWS, "term") and _share_a_form(entry, quiet[0]):
                make = error if entry.kind in _ROWS else warning
                earlier, later = sorted((place, quiet), key=places.index)
                here, there = _role(later[0]), _role(earlier[0])
                message = f"“{later[1].text}”在这里{here}，{_where(earlier)}却{there}"
                yield make(later[0].path, later[1].line, message, "请只留一处")


def _role(entry: Entry) -> str:
    what = _SILENCING.get(entry.kind)
    return f"算作{what}" if what else f"指“{entry.value}”"


def _where(place: _Place) -> str:
    return f"在 {place[0].path.name} 第 {place[1].line} 行"


def _is_quiet(entry: Entry) -> bool:
    if entry.kind == "scope":
        return entry.value not in _WEIGHED
    return entry.kind in ("filler", "background", "meta")


def _share_a_form(one: Entry, other: Entry) -> bool:
    return not (one.form and other.form) or one.form == other.form


def opposites(language: Language) -> Iterator[Problem]:
    """A wording that means a thing and its opposite."""
    for places in language.by_wording.values():
        for kind, ones, others in _OPPOSITES if len(places) > 1 else ():
            one = next((p for p in places if p[0].kind == kind and p[0].value in ones), None)
            other = next((p for p in places if p[0].kind == kind and p[0].value in others), None)
            if one is not None and other is not None:
                earlier, (entry, wording) = sorted((one, other), key=places.index)
                message = (
                    f"“{wording.text}”在这里算“{entry.value}”，"
                    f"{_where(earlier)}却算“{earlier[0].value}”"
                )
                yield error(entry.path, wording.line, message, "意思相反，请只留一处")


RULES: tuple[Rule, ...] = (two_rows, shadows, other_rows_name, silenced, opposites)
