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


def kinds(language: Language) -> Iterator[Problem]:
    """Every kind is one that the code knows."""
    for entry in language.entries:
        if entry.kind not in KINDS:
            message = f"不认识种类“{entry.kind}”"
            yield error(entry.path, entry.line, message, _one_of(entry.kind, tuple(KINDS)))


def targets(language: Language) -> Iterator[Problem]:
    """What wordings stand for is in a form: a row, or a word of a cell."""
    for entry in language.entries:
        if entry.form and entry.form not in language.forms:
            message = f"没有编号为“{entry.form}”的表，这个文件不起作用"
            yield error(entry.path, 0, message, "文件名应当是表的编号，用 askperf show 查看")
            return
        if entry.kind == "alias":
            yield from _alias(entry, language)
        elif entry.kind == "term" and not _said(entry, language):
            message = f"表里没有写到“{entry.value}”，它的说法哪一行也指不到"
            yield error(entry.path, entry.line, message, "请换成表里的原词，或删掉这一条")


def _alias(entry: Entry, language: Language) -> Iterator[Problem]:
    forms = language.forms_of(entry)
    if any(form.rows(entry.value) for form in forms):
        return
    known = sorted({name for form in forms for name in (*form.ids, *form.names)})
    message = f"没有编号或名称是“{entry.value}”的行"
    yield error(entry.path, entry.line, message, _one_of(entry.value, tuple(known)))


def _said(entry: Entry, language: Language) -> bool:
    """Does a form say the term? A shipped one serves forms that aren't here, too."""
    general = language.shipped in entry.path.parents and not entry.form
    return general or any(form.says(entry.value) for form in language.forms_of(entry))


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
    """One character, which would be found in any other word, is not looked for."""
    for entry, wording in language.wordings():
        if len(squeeze(wording.text)) == 1:
            message = f"“{wording.text}”只有一个字，不会用来认“{entry.value}”"
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
    targets,
    wordings,
    single_characters,
    repeated,
)
