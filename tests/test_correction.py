"""Slips of the pen, the ear and the keyboard, put right and said; nothing else touched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askperf import Assistant, load_knowledge
from askperf.query import Mention
from askperf.understanding.correction import Corrector
from askperf.understanding.pinyin import Pinyin, blur, letters


@pytest.fixture(scope="module")
def corrector(assistant: Assistant) -> Corrector:
    linker, lexicon = assistant.engine.linker, assistant.lexicon

    def rows(word: str) -> frozenset[str]:
        return frozenset(linker.explain(Mention(word, 0, len(word), lexicon.senses(word))))

    return Corrector(lexicon, lambda: load_knowledge().readings, rows)


def corrected(assistant: Assistant, corrector: Corrector, question: str) -> str:
    engine = assistant.engine
    text = engine.normalize(question).text
    return corrector.correct(text, lambda text: engine.read(text).mentions)[0]


# (as typed, as meant)
SLIPS = [
    # one character that sounds the same
    ("社区娇正多少钱", "社区矫正多少钱"),
    ("法律援住预算", "法律援助预算"),
    ("发律援助预算", "法律援助预算"),
    ("普发宣传", "普法宣传"),
    ("公正处办公保障", "公证处办公保障"),
    ("审察数量", "审查数量"),
    ("帮脚次数", "帮教次数"),
    ("出庭应素率", "出庭应诉率"),
    ("法定期限结按率", "法定期限结案率"),
    ("服务质量平均粉", "服务质量平均分"),
    ("社区矫正多绍钱", "社区矫正多少钱"),
    # one that looks the same
    ("项目支岀", "项目支出"),
    ("法律缓助预算多少", "法律援助预算多少"),
    ("一村一法律顾闻", "一村一法律顾问"),
    # one that is another, in a long name
    ("财政供仰人员", "财政供养人员"),
    ("人明调解员工作", "人民调解员工作"),
    ("人民调节员工作多少钱", "人民调解员工作多少钱"),
    ("优化公共法律服物", "优化公共法律服务"),
    ("国家统一法律职业资各考试", "国家统一法律职业资格考试"),
    # one too many
    ("法律援的助预算多少", "法律援助预算多少"),
    # letters: pinyin with and without tones and spaces, initials
    ("falv yuanzhu", "法律援助"),
    ("falvyuanzhu", "法律援助"),
    ("FaLv YuanZhu", "法律援助"),
    ("fǎlǜ yuánzhù", "法律援助"),
    ("fa3 lv4 yuan2 zhu4", "法律援助"),
    ("falu yuanzhu", "法律援助"),
    ("falv yuanzhu yusuan duoshao", "法律援助预算多少"),
    ("jibenzhichu", "基本支出"),
    ("shequ jiaozheng", "社区矫正"),
    ("flyz多少", "法律援助多少"),
    ("jbzc", "基本支出"),
]


@pytest.mark.parametrize(("typed", "meant"), SLIPS)
def test_a_slip_is_put_right(
    assistant: Assistant, corrector: Corrector, typed: str, meant: str
) -> None:
    assert corrected(assistant, corrector, typed) == meant


@pytest.mark.parametrize(("typed", "meant"), SLIPS)
def test_a_slip_is_answered_as_what_was_meant(assistant: Assistant, typed: str, meant: str) -> None:
    got, wanted = assistant.ask(typed), assistant.ask(meant)
    assert (got.status, got.figures) == (wanted.status, wanted.figures)
    assert [s.row for s in got.sources] == [s.row for s in wanted.sources]


def test_the_correction_is_said_in_the_answer(assistant: Assistant) -> None:
    note = assistant.lexicon.responses["note.corrected"]
    answer = assistant.ask("社区娇正租用费多少")
    said = note.format(wrong="社区娇正", right="社区矫正")
    assert said in answer.interpretation
    assert said in answer.text


def test_without_a_correction_none_is_said(assistant: Assistant) -> None:
    note = assistant.lexicon.responses["note.corrected"]
    shape = re.escape(note).replace(r"\{wrong\}", ".*").replace(r"\{right\}", ".*")
    assert not re.search(shape, assistant.ask("社区矫正租用费多少").text)


# Words of other bodies and things, however near to the form's; other numbers; other languages
LEFT_ALONE = [
    "法律援助预算多少",
    "法官培训次数",
    "检察官培训次数",
    "消防宣传次数",
    "税法宣传",
    "国防宣传",
    "禁毒宣传",
    "反诈宣传",
    "审计数量",
    "交通事故调解成功率",
    "特邀调解员",
    "仲裁员",
    "人民陪审员",
    "基金支出",
    "基建支出",
    "公安支出",
    "社保局预算",
    "民政局",
    "行政处罚",
    "火星基地预算",
    "hello world",
    "python",
    "xyz",
    # never a digit, in figures or in characters
    "163万元是哪一项",
    "一百六十三万元是哪一项",
    "第十六项重点任务",
    "2022年基本支出",
    "二村一法律顾问",
]


@pytest.mark.parametrize("question", LEFT_ALONE)
def test_what_is_no_slip_is_left_alone(
    assistant: Assistant, corrector: Corrector, question: str
) -> None:
    assert corrected(assistant, corrector, question) == question


@settings(max_examples=60)
@given(
    st.sampled_from(["社区娇正", "法律缓助", "基本支出", "jbzc ", "培训次树", "火星"]),
    st.text("0123456789一二三四五六七八九十百", min_size=1, max_size=6),
)
def test_no_correction_touches_a_digit(
    assistant: Assistant, corrector: Corrector, word: str, digits: str
) -> None:
    numerals = assistant.lexicon.numerals.digits

    def numbers(text: str) -> list[str]:
        return [c for c in text if c.isdigit() or c in numerals]

    text = f"{word}{digits}万元"
    assert numbers(corrected(assistant, corrector, text)) == numbers(text)


@pytest.mark.parametrize("typed", ["jbzc2020年", "falvyuanzhu2020", "xmzc500"])
def test_digits_after_letters_stay_too(
    assistant: Assistant, corrector: Corrector, typed: str
) -> None:
    digits = re.sub(r"\D", "", typed)
    assert digits in corrected(assistant, corrector, typed)


# Pinyin by itself

LETTERS = [
    ("fǎlǜ yuánzhù", "falvyuanzhu"),
    ("FaLv", "falv"),
    ("lü", "lv"),
    ("lyu", "lv"),
    ("fa3 lv4", "falv"),
    ("法律", ""),
]


@pytest.mark.parametrize(("typed", "plain"), LETTERS)
def test_letters_without_tones(typed: str, plain: str) -> None:
    assert letters(typed) == plain


@pytest.mark.parametrize(("one", "other"), [("zhen", "zen"), ("shang", "san"), ("ching", "cin")])
def test_sounds_that_southern_speakers_merge(one: str, other: str) -> None:
    assert blur(one) == other


@pytest.fixture(scope="module")
def pinyin() -> Pinyin:
    words = [("法律援助", True), ("基本支出", True), ("多少", False), ("元", False), ("个", False)]
    return Pinyin(words, load_knowledge().readings, frozenset(["元", "个"]))


SPELLED = [
    ("falvyuanzhu", "法律援助"),
    ("faluyuanzhu", "法律援助"),
    ("falvyuanzhu duoshao", "法律援助多少"),
    ("jibenzhichu duoshaoyuan", "基本支出多少元"),
    ("falv", None),  # half a word
    ("falvyuanzhux", None),
    ("yuanyuanyuanyuan", "元元元元"),
    ("abc", None),
    ("x" * 401, None),
    ("", None),
]


@pytest.mark.parametrize(("typed", "words"), SPELLED)
def test_words_that_letters_spell(pinyin: Pinyin, typed: str, words: str | None) -> None:
    assert pinyin.chinese(typed) == words


@pytest.mark.parametrize(
    ("typed", "words"), [("flyz", ["法律援助"]), ("jbzc", ["基本支出"]), ("ds", []), ("abcd", [])]
)
def test_words_that_initials_stand_for(pinyin: Pinyin, typed: str, words: list[str]) -> None:
    assert pinyin.initialism(typed) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("发律援助", ["法律援助"]),
        ("法律援住", ["法律援助"]),
        ("基本之出", ["基本支出"]),
        ("法律", []),
    ],
)
def test_words_that_sound_the_same(pinyin: Pinyin, typed: str, words: list[str]) -> None:
    assert pinyin.homophones(typed) == words


@pytest.mark.parametrize(
    ("one", "other", "same"), [("援", "元", True), ("支", "资", True), ("法", "律", False)]
)
def test_characters_that_sound_alike(pinyin: Pinyin, one: str, other: str, same: bool) -> None:
    assert pinyin.alike(one, other) is same
