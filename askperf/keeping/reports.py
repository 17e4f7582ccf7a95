"""What the keepers' commands print: plain Chinese lines, none of them raw."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import ROUND_DOWN, Decimal
from pathlib import Path

from askperf.execution.numbers import plain
from askperf.keeping.checking import Report
from askperf.keeping.evaluation import Evaluation, counts
from askperf.keeping.gaps import SECTIONS, Gap, short_id
from askperf.keeping.judging import OUTCOMES, Judgement
from askperf.keeping.problems import Problem
from askperf.keeping.questions import Question

_TENTH = Decimal("0.1")
_EXAMPLES = 3
_QUESTION = 80
_ANSWER = 160


def check_lines(report: Report) -> Iterator[str]:
    """Problems by file and line, then the audit of each form, then the sum."""
    for problem in sorted(report.problems, key=lambda p: (str(p.path), p.line)):
        yield _nearby(problem)
    form = ""
    for form_id, finding in report.audits:
        if form_id != form:
            form = form_id
            yield f"表 {form} 值得核对的地方（不算错误）："
        rows = "、".join(finding.rows) or "全表"
        yield f"  [{finding.rule}] {finding.text.removeprefix('· ')}（{rows}）"
    warnings = len(report.problems) - report.errors
    audited = f"{len(report.audits)} 处值得核对" if report.audits else "表还没有核对"
    yield f"共 {report.errors} 个错误，{warnings} 个提醒，{audited}。"


def _nearby(problem: Problem) -> str:
    """The problem with its path as seen from here."""
    text = str(problem)
    here = f"{Path.cwd()}/"
    return text.removeprefix(here)


def evaluation_lines(evaluation: Evaluation) -> Iterator[str]:
    """Failures explained, then the outcomes by kind."""
    for judged in evaluation.failures:
        yield from _explained(judged)
    for judged in evaluation.promoted:
        name = judged.question.id
        yield f"已知不足“{name}”现在答对了；请从 --known 的文件里删掉它。"
    table = list(evaluation.table())
    width = max(4, *(_width(kind) for kind, _ in table)) + 2
    yield _line("种类", ("题数", *OUTCOMES), width)
    for kind, outcomes in table:
        yield _line(kind, _cells(outcomes), width)
    yield _line("合计", _cells(counts(table)), width)
    if evaluation.known:
        yield f"其中已知不足 {len(evaluation.known)} 题，不计入下面的比例。"
    share = plain(evaluation.right.quantize(_TENTH, ROUND_DOWN))
    yield f"答对 {share}%；有把握却答错 {evaluation.wrong} 题。"


def _cells(outcomes: Counter[str]) -> tuple[str, ...]:
    return (str(outcomes.total()), *(str(outcomes[name]) for name in OUTCOMES))


def _line(head: str, cells: Iterable[str], width: int) -> str:
    return _pad(head, width) + "".join(" " * (7 - _width(cell)) + cell for cell in cells)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Columns of a text in a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _explained(judged: Judgement) -> Iterator[str]:
    question, answer = judged.question, judged.answer
    before = f"（先问：{'；'.join(question.before)}）" if question.before else ""
    asked = _cut(question.text, _QUESTION)
    yield f"{judged.outcome} {question.id} [{question.kind}] {asked}{before}"
    yield f"  应当：{_wanted(question)}"
    came = _cut(" ".join(answer.text.split()), _ANSWER)
    yield f"  得到：{answer.status}，{judged.rule or '没有看懂'}：{came}"
    yield f"  差在：{'；'.join(shortfall.text for shortfall in judged.shortfalls)}"


def _wanted(question: Question) -> str:
    parts = [" 或 ".join(question.status)]
    if question.rows:
        parts.append(f"引 {'、'.join(question.rows)}")
    if question.figures:
        parts.append(f"数 {'、'.join(map(plain, question.figures))}")
    return "，".join(parts)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}……"


def gap_lines(gaps: Iterable[Gap]) -> Iterator[str]:
    """Gaps by section, most frequent first, each with questions and nearest rows."""
    gaps = tuple(gaps)
    for section in SECTIONS:
        found = [gap for gap in gaps if gap.section == section]
        if not found:
            continue
        yield f"{section}（{len(found)} 个）"
        for gap in found:
            yield f"  {gap.count} 次  {gap.word}"
            asked = [_cut(q, _QUESTION) for q, _ in gap.questions.most_common(_EXAMPLES)]
            yield f"      问过：{'；'.join(asked)}"
            near = [f"{label}（{short_id(row)}）" for row, label in gap.nearest()]
            yield f"      相近：{'；'.join(near) or '没有相近的行'}"
    if not gaps:
        yield "日志里没有答不上来的问题。"
