"""`askperf gaps`: the log of unanswered questions, by what was not understood."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from askperf.errors import AskperfError, reason
from askperf.folding import squeeze
from askperf.generation import Words
from askperf.keeping.masking import mask
from askperf.values import frozen

UNKNOWN, NOT_IN_FORM, AMBIGUOUS = "没认出的词", "认得，但表里没有", "几行都合适"
SECTIONS = (UNKNOWN, NOT_IN_FORM, AMBIGUOUS)
# Reasons of a refusal that mean: a word was not understood.
_UNKNOWN = frozenset(("unknown", "absent"))
_NEAREST = 3
_ALIKE = 45.0


@frozen()
class Record:
    """One line of the log."""

    question: str
    status: str
    reason: str
    words: tuple[str, ...]
    near: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Gap:
    """What wasn't understood (or was, and led nowhere), and the questions about it."""

    section: str
    word: str
    questions: Counter[str] = field(default_factory=Counter)
    near: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """How often it was asked."""
        return self.questions.total()

    def nearest(self) -> list[tuple[str, str]]:
        """(row, label) of the rows that come near, most often named first."""
        return [pair for pair, _ in self.near.most_common(_NEAREST)]


def read_log(path: Path) -> tuple[list[Record], list[int]]:
    """The records of a log, and the numbers of the lines that aren't any.

    Raises AskperfError where the file can't be read.
    """
    try:
        text = path.read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise AskperfError(f"{path}：读不到这个文件（{reason(error)}）；请检查路径。") from error
    records: list[Record] = []
    broken: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                records.append(_record(json.loads(line)))
            except (ValueError, KeyError, TypeError, RecursionError):
                broken.append(number)
    return records, broken


def _record(data: Any) -> Record:
    """A line's data. Masked once more: the line may come from elsewhere."""
    near = tuple((str(row), str(label)) for row, label in data["near"])
    words = tuple(str(word) for word in data["words"])
    question, status, reason = (str(data[key]) for key in ("question", "status", "reason"))
    return Record(mask(question), status, reason, words, near)


def find_gaps(records: Iterable[Record], words: Words) -> list[Gap]:
    """Gaps by section, most frequent first; a question counts for each of its words."""
    gaps: dict[tuple[str, str], Gap] = {}
    for record in records:
        section = _section(record)
        for word in _subjects(record, section):
            gap = gaps.setdefault((section, squeeze(word) or word), Gap(section, word))
            gap.questions[record.question] += 1
            gap.near.update(record.near or _nearest(record.question, words))
    return sorted(gaps.values(), key=lambda gap: (SECTIONS.index(gap.section), -gap.count))


def _section(record: Record) -> str:
    if record.status == "ambiguous":
        return AMBIGUOUS
    return UNKNOWN if record.reason in _UNKNOWN and record.words else NOT_IN_FORM


def _subjects(record: Record, section: str) -> Sequence[str]:
    """What a question is grouped by: its words, the rows it may mean, or itself."""
    if section == AMBIGUOUS and record.near:
        return ["、".join(short_id(row) for row, _ in record.near)]
    return record.words or [record.question]


def _nearest(question: str, words: Words) -> Iterator[tuple[str, str]]:
    """Rows whose name or explanation looks like the question; a hint, no more."""
    texts = {
        row.full_id: squeeze(f"{row.name}{row.explanation or ''}") for row in words.world.form.rows
    }
    found = process.extract(
        squeeze(question), texts, scorer=fuzz.WRatio, limit=_NEAREST, score_cutoff=_ALIKE
    )
    for _, _, row_id in found:
        yield row_id, words.label(words.row(row_id))


def lexicon_skeleton(gaps: Iterable[Gap]) -> Iterator[str]:
    """Lines of a lexicon file in which every guess is a comment, to be judged by a person."""
    yield "# 由 askperf gaps --yaml 列出的说法。逐条判断：是某一行的另一种叫法，就去掉那一行前面的"
    yield "# “# ”，并把行号改对；表里确实没有的，不要加。改好后运行 askperf check、askperf eval。"
    yield "alias:"
    for gap in gaps:
        if gap.section != UNKNOWN:
            continue
        asked = _comment(gap.questions.most_common(1)[0][0])
        yield f"# “{_comment(gap.word)}”问过 {gap.count} 次，如：{asked}"
        quoted = json.dumps(gap.word, ensure_ascii=False)
        for row, label in gap.nearest() or [("行号", "没有相近的行")]:
            yield f"#   {short_id(row)}: [{quoted}]  # {_comment(label)}"


def golden_skeleton(gaps: Iterable[Gap]) -> Iterator[str]:
    """Lines of a file for `askperf eval`: the questions, refused or asked back as they were, to be
    given their gold.
    """
    yield "# 由 askperf gaps --golden 列出的问题。按表改对后用 askperf eval 跑。"
    asked: Counter[tuple[str, str]] = Counter()
    for gap in gaps:
        status = "ambiguous" if gap.section == AMBIGUOUS else "not_found"
        for question, count in gap.questions.items():
            asked[question, status] = max(asked[question, status], count)
    for (question, status), count in asked.most_common():
        quoted = json.dumps(question, ensure_ascii=False)
        kind = "ambiguous" if status == "ambiguous" else "absent"
        yield f"- {{q: {quoted}, kind: {kind}, status: [{status}]}}  # 问过 {count} 次"


def short_id(row: str) -> str:
    """A row's id without its form."""
    return "/".join(row.split("/")[-2:])


def _comment(text: str) -> str:
    """A text that stays on its comment line."""
    return " ".join(text.split())
