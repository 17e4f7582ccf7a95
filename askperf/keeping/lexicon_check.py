"""Rules for the entries of the lexicon, each looked at by itself.

A rule is a function from the language to problems; `RULES` is run in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rapidfuzz import fuzz, process

from askperf.folding import fold, squeeze
from askperf.keeping.language import Language
from askperf.keeping.problems import Problem, error, warning
from askperf.keeping.sources import Entry
from askperf.lexicon import KINDS

Rule = Callable[[Language], Iterator[Problem]]

_SHOWN = 12
_ALIKE = 60.0
# Kinds for which a single character is risky: it decides which row is meant, or that
# the form can't say, and it may be part of any other word.
_DECISIVE = ("alias", "total", "scope", "background", "meta")


def kinds(language: Language) -> Iterator[Problem]:
    """Every kind is one that the code knows."""
    for entry in language.entries:
        if entry.kind not in KINDS:
            message = f"不认识种类“{entry.kind}”"
            yield error(entry.path, entry.line, message, _one_of(entry.kind, tuple(KINDS)))


def values(language: Language) -> Iterator[Problem]:
    """A value of a closed kind is one that the code acts upon."""
    for entry in language.entries:
        known = language.vocabulary.get(entry.kind)
        if known is not None and entry.value not in known:
            message = f"“{entry.kind}”没有“{entry.value}”这个值，它的说法不起作用"
            yield error(entry.path, entry.line, message, _one_of(entry.value, tuple(sorted(known))))


def targets(language: Language) -> Iterator[Problem]:
    """What wordings stand for is in a form: a row, or a word of a cell."""
    for entry in language.entries:
        if entry.form and entry.form not in language.forms:
            message = f"没有编号为“{entry.form}”的表，这个文件不起作用"
            yield error(entry.path, 0, message, "文件名应当是表的编号，用 askperf show 查看")
            return
        if entry.kind == "alias":
            yield from _alias(entry, language)
        elif entry.kind == "total":
            yield from _total(entry, language)
        elif entry.kind in ("term", "except") and not _said(entry.value, entry, language):
            message = f"表里没有写到“{entry.value}”，它的说法哪一行也指不到"
            yield error(entry.path, entry.line, message, "请换成表里的原词，或删掉这一条")


def _alias(entry: Entry, language: Language) -> Iterator[Problem]:
    forms = language.forms_of(entry)
    if any(form.rows(entry.value) for form in forms):
        return
    known = sorted({name for form in forms for name in (*form.ids, *form.names)})
    message = f"没有编号或名称是“{entry.value}”的行"
    yield error(entry.path, entry.line, message, _one_of(entry.value, tuple(known)))


def _total(entry: Entry, language: Language) -> Iterator[Problem]:
    parts = entry.value.split("+")
    forms = language.forms_of(entry)
    missing = [p for p in parts if not any(p in form.ids for form in forms)]
    for part in missing:
        known = sorted({name for form in forms for name in form.ids})
        message = f"合计里的“{part}”不是哪一行的编号"
        yield error(entry.path, entry.line, message, _one_of(part, tuple(known)))
    if len(parts) < 2 and not missing:
        message = f"“{entry.value}”只有一行，不是合计"
        yield error(entry.path, entry.line, message, "请写成 行+行，或改到 alias 下面")


def _said(term: str, entry: Entry, language: Language) -> bool:
    return any(form.says(term) for form in language.forms_of(entry))


def wordings(language: Language) -> Iterator[Problem]:
    """A wording is text that a question can hold."""
    for entry, wording in language.wordings():
        where = f"“{entry.kind} → {entry.value}”里"
        if wording.is_misread:
            message = f"{where}的“{wording.text}”会被读成“{wording.read}”"
            yield error(entry.path, wording.line, message, "请给它加上引号")
        elif not fold(wording.text):
            message = f"{where}有一个空的说法"
            yield error(entry.path, wording.line, message, "请删掉它")


def single_characters(language: Language) -> Iterator[Problem]:
    """One character that decides on its own which row is meant."""
    for entry, wording in language.wordings(*_DECISIVE):
        if len(squeeze(wording.text)) == 1:
            message = f"“{wording.text}”只有一个字，容易从别的词里认错成“{entry.value}”"
            yield warning(entry.path, wording.line, message, "请写成两个字以上的说法")


def repeated(language: Language) -> Iterator[Problem]:
    """A wording given twice under one value of a layer (general, or one form's)."""
    seen: dict[tuple[str, str, str, str], str] = {}
    for entry, wording in language.wordings():
        key = (entry.form, entry.kind, entry.value, fold(wording.text))
        place = f"{entry.path.name} 第 {wording.line} 行"
        if key in seen:
            message = f"“{entry.kind} → {entry.value}”里的“{wording.text}”重复（见 {seen[key]}）"
            yield warning(entry.path, wording.line, message, "请删掉一个")
        else:
            seen[key] = place


def _one_of(given: str, known: tuple[str, ...]) -> str:
    """Advice: the nearest known values, or all where they are few."""
    if len(known) <= _SHOWN:
        return f"可用的有：{'、'.join(known)}"
    near = process.extract(given, known, scorer=fuzz.WRatio, limit=3, score_cutoff=_ALIKE)
    names = [name for name, _, _ in near] or list(known[:_SHOWN])
    return f"是不是想写：{'、'.join(names)}" if near else f"可用的有：{'、'.join(names)}等"


RULES: tuple[Rule, ...] = (
    kinds,
    values,
    targets,
    wordings,
    single_characters,
    repeated,
)
