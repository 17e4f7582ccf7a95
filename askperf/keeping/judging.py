"""Is an answer right? Each shortfall with what was expected and what came."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from askperf.answer import Answer
from askperf.execution.numbers import plain
from askperf.generation.grounding import ungrounded
from askperf.keeping.questions import Question
from askperf.values import frozen

RIGHT, REFUSED, ASKED_BACK, LACKING, WRONG = "对", "拒答", "反问", "欠妥", "答错"
OUTCOMES = (RIGHT, REFUSED, ASKED_BACK, LACKING, WRONG)

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_DECORATION = re.compile(r"[\s\"'“”‘’「」『』*`]+")


@frozen()
class Shortfall:
    """One respect in which an answer falls short.

    `weight`: `manner` where a wording is missing or too many rows are cited, `claim`
    where the text says what it may not say, else `substance`.
    """

    weight: str
    text: str


@frozen()
class Judgement:
    """A question, its answer, in what the answer falls short, and the outcome."""

    question: Question
    answer: Answer
    shortfalls: tuple[Shortfall, ...]

    @property
    def outcome(self) -> str:
        """Right; refused or asked back though it needn't; lacking in manner; or wrong.

        Wrong is what misleads: an answer given with confidence that doesn't hold.
        """
        weights = {shortfall.weight for shortfall in self.shortfalls}
        if not weights:
            return RIGHT
        if weights == {"manner"}:
            return LACKING
        if "claim" in weights:
            return WRONG
        wanted, got = self.question.status, self.answer.status
        if got == "ambiguous":
            return ASKED_BACK
        return REFUSED if got == "not_found" and wanted != ("not_found",) else WRONG

    @property
    def rule(self) -> str:
        """The rule of the likeliest form of the question, '' if the trace doesn't tell."""
        steps = (step.value for step in self.answer.trace if step.stage == "candidates")
        return str(next(steps, ""))


def judge(question: Question, answer: Answer) -> Judgement:
    """Compare an answer with its gold."""
    found = (
        *_status(question, answer),
        *_rows(question, answer),
        *_figures(question, answer),
        *_wordings(question, answer),
    )
    return Judgement(question, answer, found)


def _status(question: Question, answer: Answer) -> list[Shortfall]:
    if answer.status in question.status:
        return []
    wanted = " 或 ".join(question.status)
    return [Shortfall("substance", f"状态应当是 {wanted}，得到 {answer.status}")]


def _rows(question: Question, answer: Answer) -> list[Shortfall]:
    """All gold rows are cited, and few others."""
    cited = dict.fromkeys(source.row for source in answer.sources)
    full = {f"{source.form}/{source.row}" for source in answer.sources}
    missing = [row for row in question.rows if row not in cited and row not in full]
    found = []
    if missing:
        got = "、".join(cited) or "一行也没有"
        found.append(Shortfall("substance", f"没有引 {'、'.join(missing)}（引了：{got}）"))
    if len(cited) > question.max_rows:
        text = f"引了 {len(cited)} 行，最多 {question.max_rows} 行"
        found.append(Shortfall("manner", text))
    return found


def _figures(question: Question, answer: Answer) -> list[Shortfall]:
    """Gold figures are given, forbidden ones aren't, and every figure has its ground."""
    given = [figure.value for figure in answer.figures]
    said = {*given, *_numbers(answer.text)}
    found = [
        Shortfall("substance", f"缺少数 {plain(figure)}（给了：{_list(given)}）")
        for figure in question.figures
        if figure not in said
    ]
    found += [
        Shortfall("substance", f"给了不该给的数 {plain(figure)}")
        for figure in question.forbid
        if figure in given
    ]
    if question.status == ("not_found",) and given:
        found.append(Shortfall("substance", f"表里没有，却给了数 {_list(given)}"))
    quotes: dict[str, str] = {}
    for source in answer.sources:
        key = f"{source.form}/{source.row}"
        quotes[key] = f"{quotes.get(key, '')}\n{source.quote}"
    found += [
        Shortfall("substance", f"数 {plain(figure.value)} 既不在所引的原文里，也没有算式")
        for figure in ungrounded(answer.figures, quotes)
    ]
    return found


def _wordings(question: Question, answer: Answer) -> list[Shortfall]:
    found = [
        Shortfall("manner", f"没有说到：{'、'.join(group[:4])}{'等' if len(group) > 4 else ''}")
        for group in question.must
        if not any(_says(answer.text, wording) for wording in group)
    ]
    found += [
        Shortfall("claim", f"不该说“{wording}”")
        for wording in question.must_not
        if _says(answer.text, wording)
    ]
    return found


def _says(text: str, wording: str) -> bool:
    """Does a text hold a wording, as it stands or without decoration?"""
    bare = _bare(wording)
    return wording in text or (bare != "" and bare in _bare(text))


def _bare(text: str) -> str:
    """NFKC, lower case, without white space, quotation marks, * and backticks."""
    return _DECORATION.sub("", unicodedata.normalize("NFKC", text).lower())


def _numbers(text: str) -> set[Decimal]:
    return {Decimal(found.replace(",", "")) for found in _NUMBER.findall(text)}


def _list(values: list[Decimal]) -> str:
    return "、".join(plain(value) for value in values[:6]) or "没有"
