"""The same question said another way has the same answer.

Each golden question that is answered is asked again with politeness around it, in
full-width characters, in traditional characters, in a conversation after another
topic, and with one homophone typed into a long word. Rows and figures must not change.
What doesn't hold yet stands in `questions/known_metamorphic.yaml`, strictly.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from askperf import Answer, Assistant
from askperf.keeping.questions import Question, load_questions
from askperf.knowledge import load_knowledge
from askperf.yamlfile import load_yaml

FOLDER = Path(__file__).parent / "questions"
KNOWN: dict[str, list[str]] = load_yaml(FOLDER.parent / "known_metamorphic.yaml") or {}
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) not in "<>{}\\"}
_LONG = 5
_EACH = 8  # of the golden questions: each is asked ten times over


def polite(text: str) -> str:
    return f"您好，麻烦问一下，{text}谢谢您！" if text[-1] in "？?。" else f"请问{text}，谢谢"


def full_width(text: str) -> str:
    return text.translate(_FULL_WIDTH)


@cache
def _to_traditional() -> dict[int, str]:
    table = load_knowledge().traditional
    inverse: dict[str, str] = {}
    for traditional, simplified in table.items():
        inverse.setdefault(simplified, traditional)
    return str.maketrans(inverse)


def traditional(text: str) -> str:
    return text.translate(_to_traditional())


@cache
def _homophones() -> dict[str, str]:
    """Another, common character of the same first reading, where there is one."""
    groups: dict[str, list[str]] = {}
    for char, readings in load_knowledge().readings.items():
        groups.setdefault(readings[0], []).append(char)
    return {char: next((c for c in g if c != char), "") for g in groups.values() for char in g}


@cache
def _long_words() -> tuple[str, ...]:
    form, lexicon = load_knowledge().load("jieyang-sfj-2021")
    named = {*(row.name for row in form.rows), *lexicon.synonyms, *lexicon.aliases}
    return tuple(sorted((w for w in named if len(w) >= _LONG), key=lambda w: (-len(w), w)))


def mistyped(text: str) -> str:
    """One character of the longest word replaced by one that sounds the same."""
    word = next((w for w in _long_words() if w in text), "")
    for at in range(1, len(word) - 1):
        other = _homophones().get(word[at], "")
        if other:
            return text.replace(word, word[:at] + other + word[at + 1 :], 1)
    return text


CHANGES: dict[str, Callable[[str], str]] = {
    "polite": polite,
    "full-width": full_width,
    "traditional": traditional,
    "mistyped": mistyped,
}


def _asked() -> list[Question]:
    """Golden questions by themselves, of people rather than of attackers."""
    tables = sorted(FOLDER.glob("*.jsonl"))
    return [
        q
        for q in load_questions(tables)
        if not q.before and q.kind not in ("hostile", "pinyin", "meta") and "<" not in q.text
    ]


QUESTIONS = _asked()[::_EACH]


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    return Assistant("jieyang-sfj-2021")


@cache
def _plain(assistant: Assistant, text: str) -> Answer:
    return assistant.ask(text)


def _substance(answer: Answer) -> tuple[object, ...]:
    figures = tuple((f.value, f.unit, f.bound, f.row) for f in answer.figures)
    return answer.status, tuple(s.row for s in answer.sources), figures


def _cases(name: str) -> list[object]:
    marks = [pytest.mark.xfail(reason="not yet: the same question another way", strict=True)]
    known = set(KNOWN.get(name, ()))
    return [
        pytest.param(q, id=f"{name}-{q.id}", marks=marks if q.id in known else [])
        for q in QUESTIONS
        if name == "session" or CHANGES[name](q.text) != q.text
    ]


@pytest.mark.parametrize("question", _cases("polite"))
def test_politeness_changes_nothing(assistant: Assistant, question: Question) -> None:
    _same(assistant, question, "polite")


@pytest.mark.parametrize("question", _cases("full-width"))
def test_width_changes_nothing(assistant: Assistant, question: Question) -> None:
    _same(assistant, question, "full-width")


@pytest.mark.parametrize("question", _cases("traditional"))
def test_traditional_characters_change_nothing(assistant: Assistant, question: Question) -> None:
    _same(assistant, question, "traditional")


@pytest.mark.parametrize("question", _cases("mistyped"))
def test_a_homophone_changes_nothing(assistant: Assistant, question: Question) -> None:
    _same(assistant, question, "mistyped")


@pytest.mark.parametrize("question", _cases("session"))
def test_another_topic_before_changes_nothing(assistant: Assistant, question: Question) -> None:
    session = assistant.session()
    session.ask("国家统一法律职业资格考试揭阳考区考务工作的目标是什么")
    plain = _plain(assistant, question.text)
    assert plain.status == "not_found" or _substance(session.ask(question.text)) == _substance(
        plain
    )


def _same(assistant: Assistant, question: Question, name: str) -> None:
    changed = assistant.ask(CHANGES[name](question.text))
    assert _substance(changed) == _substance(_plain(assistant, question.text)), changed.text
