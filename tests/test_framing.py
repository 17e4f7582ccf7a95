"""Lists of words, and the examples that are made of them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

pytest.importorskip("sklearn")

from askperf.errors import AskperfError
from askperf.training.examples import Example
from askperf.training.framing import WordList, framed, load_word_lists
from askperf.training.setting import Setting
from askperf.understanding.gold import Gold

ASKED = Example(
    *("w-0-0", "w", "普法宣传拟投入多少？"),
    Gold("task-amount", rows=("other-tasks/3",), figures=(Decimal(26),)),
)
ONE = WordList("v", ("夜间", "退休工人"), ("麻烦问下，",), ("急用",))
BAD = {
    "没有三列": ("restricting: [夜间]\n", "应当正好有这几列"),
    "不是一列词": ("restricting: 夜间\nfront: []\nback: []\n", "应当是一列词"),
    "有数": ("restricting: [3]\nfront: []\nback: []\n", "应当是一列词"),
}


@pytest.fixture(scope="module")
def made() -> tuple[Example, ...]:
    return framed((ONE,), [ASKED] * 12, Setting())


def test_a_restricting_word_makes_a_question_unanswerable(made: tuple[Example, ...]) -> None:
    narrowed = [e for e in made if not e.gold.answerable]
    assert len(narrowed) == 4
    assert all("夜间" in e.text or "退休工人" in e.text for e in narrowed)
    assert {(e.source, e.gold.rows) for e in narrowed} == {("v", ())}


def test_a_phrase_around_a_question_keeps_its_gold(made: tuple[Example, ...]) -> None:
    around = [e for e in made if e.gold.answerable]
    assert {e.text for e in around} == {"麻烦问下，普法宣传拟投入多少", "普法宣传拟投入多少，急用"}
    assert {(e.source, e.gold.rows) for e in around} == {("v", ASKED.gold.rows)}


def test_the_same_is_made_of_the_same(made: tuple[Example, ...]) -> None:
    assert framed((ONE,), [ASKED] * 12, Setting()) == made


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD)
def test_a_bad_list_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "v.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AskperfError, match=said) as error:
        load_word_lists(tmp_path)
    assert str(path) in str(error.value)


def test_lists_that_are_there_are_good() -> None:
    folder = Path(__file__).parent.parent / "knowledge" / "examples" / "words"
    assert load_word_lists(folder)
