"""Which rows a phrase may mean: names, ties, near-misses."""

from __future__ import annotations

import pytest

from askperf import Assistant
from askperf.facts import Form
from askperf.query import Mention, Sense
from askperf.understanding.linking import Linker, Resolution


@pytest.fixture(scope="module")
def linker(assistant: Assistant) -> Linker:
    return assistant.engine.linker


def resolve(assistant: Assistant, phrase: str, measured: str = "") -> Resolution:
    """The rows of all content words of a phrase; of those that measure so, if given."""
    engine = assistant.engine
    reading = engine.read(engine.normalize(phrase).text)
    wanted = frozenset(measured.split())
    return engine.linker.resolve(reading.required_and_weak, wanted)


NAMES = sorted({row.name for row in Assistant().form.rows} - {"部门名称"})


@pytest.mark.parametrize("name", NAMES)
def test_a_rows_own_name_means_the_rows_of_that_name(
    assistant: Assistant, form: Form, name: str
) -> None:
    found = resolve(assistant, name)
    assert set(found.rows) == {row.id for row in form.rows if row.name == name}


# (phrase, rows that tie for it)
PHRASES = [
    ("基本支出", "overview/basic-expenditure"),
    ("优化公共法律服务", "key-tasks/2"),
    ("优化公共法律服务, 推进法治社会建设", "key-tasks/2"),
    ("一村一法律顾问", "other-tasks/6"),
    ("信访调解", "other-tasks/5"),
    ("普法宣传", "other-tasks/3"),
    ("出庭应诉", "indicators/5"),
    # rows of one name tie
    ("培训次数", "indicators/12 indicators/19 indicators/20"),
    ("审查数量", "indicators/7 indicators/8"),
    ("宣传活动次数", "indicators/11 indicators/24"),
    # until a word settles it
    ("公证员参加省厅培训", "indicators/19"),
    ("法律援助培训次数", "indicators/20"),
    ("审查政府规章", "indicators/8"),
    ("审查地方性法规", "indicators/7"),
    # an exact name wins over rows that hold it
    ("宣传次数", "indicators/26"),
    ("活动次数", "indicators/18"),
    ("人员数", "indicators/23"),
    ("调解成功率", "indicators/3"),
    ("法律顾问配备数", "indicators/22"),
]


@pytest.mark.parametrize(("phrase", "rows"), PHRASES)
def test_a_phrase_means(assistant: Assistant, phrase: str, rows: str) -> None:
    assert resolve(assistant, phrase).rows == tuple(rows.split())


def as_term(word: str) -> Mention:
    """A word that has to be explained, whatever the lexicon knows of it."""
    return Mention(word, 0, len(word), (Sense("term", word),))


# (words, the one that keeps the phrase from meaning a row)
NEAR_MISSES = [
    ("法官 培训次数", "法官"),
    ("消防 宣传次数", "消防"),
    ("交通事故 调解成功率", "交通事故"),
    ("火星 基本支出", "火星"),
    ("医疗援助", "医疗援助"),
    ("法律援助站", "法律援助站"),
    ("二村一法律顾问", "二村一法律顾问"),
    ("社区戒毒", "社区戒毒"),
]


@pytest.mark.parametrize(("words", "odd"), NEAR_MISSES)
def test_a_near_miss_has_no_candidate(linker: Linker, words: str, odd: str) -> None:
    found = linker.resolve([as_term(word) for word in words.split()])
    assert found.all_rows == ()
    assert found.missing == (odd,)


def test_words_of_different_rows_have_none_in_common(linker: Linker) -> None:
    found = linker.resolve([as_term("民法典"), as_term("修缮")])
    assert found.all_rows == ()
    assert set(found.missing) <= {"民法典", "修缮"}
    assert found.missing


# (phrase, what is measured, rows)
MEASURED = [
    ("社区矫正", "people", "indicators/4"),
    ("社区矫正", "rent", "indicators/10"),
    ("法律援助", "cases", "indicators/21"),
    ("调解成功率", "rate", "indicators/3"),
    ("基本支出", "people", ""),
    ("法定期限结案率", "money", ""),
]


@pytest.mark.parametrize(("phrase", "measured", "rows"), MEASURED)
def test_the_kind_of_number_narrows(
    assistant: Assistant, phrase: str, measured: str, rows: str
) -> None:
    assert resolve(assistant, phrase, measured).rows == tuple(rows.split())


def test_scores_and_margins_are_kept(assistant: Assistant) -> None:
    found = resolve(assistant, "法律援助")
    assert found.others
    assert all(0 < link.score <= 100 for link in (*found.links, *found.others))
    tiers = [link.cell for link in (*found.links, *found.others)]
    assert tiers == sorted(tiers, key=["name", "explanation", "text", "content", "goal"].index)


def test_a_word_is_looked_for_in_every_cell(linker: Linker) -> None:
    assert linker.find("法律援助") == {
        "key-tasks/2": "content",
        "other-tasks/6": "content",
        "indicators/18": "explanation",
        "indicators/20": "explanation",
        "indicators/21": "name",
    }
    assert linker.find("灵魂之旅") == {"key-tasks/2": "content"}
    assert linker.find("火星") == {}
    assert linker.find("") == {}
