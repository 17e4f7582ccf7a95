"""What is offered while typing: by characters, by pinyin, by initials; commands; grey text."""

from __future__ import annotations

from pathlib import Path

import pytest
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory

from askperf import Assistant
from askperf.interfaces.repl import texts
from askperf.interfaces.repl.commands import COMMANDS
from askperf.interfaces.repl.completion import (
    Prepared,
    TalkCompleter,
    TalkSuggest,
    WholeLine,
    prepare,
    with_forms,
)
from askperf.interfaces.repl.conversation import Conversation
from askperf.interfaces.repl.matching import Entry, Index
from askperf.interfaces.repl.screen import width
from askperf.interfaces.repl.vocabulary import Vocabulary
from askperf.knowledge import load_knowledge

FORM = "jieyang-sfj-2021"
READINGS = load_knowledge().readings


@pytest.fixture(scope="module")
def talk() -> Conversation:
    return Conversation(load_knowledge(), FORM, lambda question, answer: None)


@pytest.fixture(scope="module")
def prepared(talk: Conversation) -> Prepared:
    return with_forms(talk, prepare(talk))


def offered(
    typed: str, talk: Conversation, prepared: Prepared | None, columns: int = 80, tab: bool = False
) -> list[Completion]:
    completer = TalkCompleter(talk, lambda: prepared, lambda: columns)
    event = CompleteEvent(text_inserted=not tab, completion_requested=tab)
    return list(completer.get_completions(Document(typed), event))


def lines(typed: str, completions: list[Completion]) -> list[str]:
    """What the line becomes with each completion."""
    return [typed[: len(typed) + c.start_position] + c.text for c in completions]


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        # by characters, from the beginning and from inside
        ("法律援", "法律援助"),
        ("调解成", "调解成功率"),
        ("援助事项", "办理法律援助事项数量"),
        ("打造法治", "深化依法行政, 打造法治政府"),
        ("行政打造", "深化依法行政, 打造法治政府"),
        ("基", "基本支出"),
        ("揭阳市", "揭阳市司法局"),
        # by initials
        ("flyz", "法律援助"),
        ("FLYZ", "法律援助"),
        ("ｆｌｙｚ", "法律援助"),
        ("tjcgl", "调解成功率"),
        ("sqjz", "社区矫正"),
        ("pfxc", "普法宣传"),
        ("czbk", "财政拨款"),
        ("jys", "揭阳市司法局"),
        # by pinyin, with spaces, tones left out, unfinished
        ("falvyuanzhu", "法律援助"),
        ("fa lv yuan zhu", "法律援助"),
        ("fa lü yuan zhu", "法律援助"),
        ("faluyuanzhu", "法律援助"),
        ("falvyua", "法律援助"),
        ("shequjiaozheng", "社区矫正"),
        ("xiangmuzhichu", "项目支出"),
        # a character with several readings
        ("tiaojiechenggonglv", "调解成功率"),
        ("chutingyingsulv", "出庭应诉率"),
        ("xingzhengfuyi", "行政复议"),
        # sounds that southern speakers merge
        ("sequjiaozeng", "社区矫正"),
        ("puhuaxuancuan", ""),
        ("pufaxuancuan", "普法宣传"),
        ("rengmintiaojieyuan", "人民调解员工作"),
        # pinyin and initials mixed, characters and letters mixed
        ("falvyz", "法律援助"),
        ("flyuanzhu", "法律援助"),
        ("法律yz", "法律援助"),
        ("fl援助", "法律援助"),
        # at the end of a sentence
        ("请问法律援", "请问法律援助"),
        ("请问flyz", "请问法律援助"),
        ("那 tjcgl", "那 调解成功率"),
        ("（法律援", "（法律援助"),
        ("人民调解员工作和普法x", "人民调解员工作和普法宣传"),
        # questions, from the beginning of the line only
        ("哪项任务", "哪项任务花钱最多"),
        ("zdrw", "重点任务一共多少钱"),
        ("这张表有", "这张表有什么问题"),
    ],
)
def test_offered(typed: str, becomes: str, talk: Conversation, prepared: Prepared) -> None:
    found = lines(typed, offered(typed, talk, prepared))
    assert becomes in found[:8] if becomes else not found


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "nothing is typed"),
        ("  ", "nothing is typed"),
        ("f", "one letter says too little"),
        ("请问这个法", "one character in a sentence says too little"),
        ("这句话里没有", "no word of it is in the form"),
        ("那调解成功率", "the name is complete"),
        ("法律援助到底多少", "a question is no word within a sentence"),
        ("法援助律", "the characters stand in another order"),
        ("zhuyuanlvfa", "the syllables stand in another order"),
        ("xyz", "no name begins so"),
        ("2022", "no name holds this number"),
        ("第一行\n法律援", "several lines were pasted"),
        ("\x1b[31m", "that is no word"),
        (".*", "a pattern is no word"),
    ],
)
def test_not_offered(typed: str, why: str, talk: Conversation, prepared: Prepared) -> None:
    found = [line for line in lines(typed, offered(typed, talk, prepared)) if line != typed]
    assert found == [], why


def test_names_come_before_questions_and_beginnings_before_insides(
    talk: Conversation, prepared: Prepared
) -> None:
    found = lines("flyz", offered("flyz", talk, prepared))
    wanted = ["法律援助", "法律援助预算多少", "办理法律援助事项数量"]
    assert [line for line in found if line in wanted] == wanted


def test_a_question_is_asked_when_it_is_chosen_and_a_word_goes_on(
    talk: Conversation, prepared: Prepared
) -> None:
    kinds = {c.text: type(c) for c in offered("法律援", talk, prepared)}
    assert kinds["法律援助"] is Completion
    assert kinds["法律援助预算多少"] is WholeLine


def test_tab_on_an_empty_line_shows_what_one_may_ask(
    talk: Conversation, prepared: Prepared
) -> None:
    found = [c.text for c in offered("", talk, prepared, tab=True)]
    assert "哪项任务花钱最多" in found


def test_a_namesake_is_offered_once_and_says_how_many(
    talk: Conversation, prepared: Prepared
) -> None:
    found = [c for c in offered("培训次", talk, prepared) if c.text == "培训次数"]
    assert [c.display_meta_text for c in found] == ["绩效指标，3 行同名"]


def test_long_names_differ_in_a_narrow_window(talk: Conversation, prepared: Prepared) -> None:
    found = offered("shequ", talk, prepared, columns=40)
    shown = [c.display_text for c in found if not isinstance(c, WholeLine)]
    assert len(set(shown)) == len(shown)
    assert all(width(text) <= 36 for text in shown)


def test_nothing_is_offered_before_it_is_ready(talk: Conversation) -> None:
    assert offered("法律援", talk, None) == []


def test_switched_off_only_tab_offers(prepared: Prepared) -> None:
    quiet = Conversation(load_knowledge(), FORM, lambda question, answer: None)
    quiet.settings[texts.COMPLETION] = False
    assert offered("法律援", quiet, prepared) == []
    assert offered("法律援", quiet, prepared, tab=True)


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("/", [command.name for command in COMMANDS]),
        ("/帮", ["/帮助"]),
        ("/s", ["/出处", "/设置"]),
        ("/bz", ["/帮助"]),
        ("/chuchu", ["/出处"]),
        ("/daochu", ["/导出"]),
        ("/QUIT", ["/退出"]),
        ("/没有", []),
        ("/帮助 设", ["/帮助 设置"]),
        ("/设置 ", [f"/设置 {name}" for name in texts.SETTINGS]),
        ("/set 补", ["/set 补全"]),
        ("/设置 补全 ", ["/设置 补全 开", "/设置 补全 关"]),
        ("/表 ", [f"/表 {FORM}"]),
        ("/表 揭阳", [f"/表 {FORM}"]),
        ("/表 jyssfj", [f"/表 {FORM}"]),
        ("/f sifaju", [f"/f {FORM}"]),
        ("/表 没有", []),
        ("/任务 法律", []),
        ("/没有 法律", []),
    ],
)
def test_commands(typed: str, becomes: list[str], talk: Conversation, prepared: Prepared) -> None:
    assert lines(typed, offered(typed, talk, prepared))[: len(becomes) or None] == becomes


def test_a_path_is_completed(
    talk: Conversation, prepared: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "问答\x1b[31m.md").touch()
    monkeypatch.chdir(tmp_path)
    (found,) = offered("/导出 问", talk, prepared)
    assert "\x1b" not in found.display_text


@pytest.mark.parametrize(
    ("history", "typed", "rest"),
    [
        ([], "哪项任务", "花钱最多"),
        ([], "调解成功", "率的指标值是多少"),
        (["调解成功率96%算达标吗"], "调解成功", "率96%算达标吗"),
        (["财政拨款多少", "财政拨款占多少"], "财政拨款", "占多少"),
        (["两行\n一问"], "两行", None),
        ([], "", None),
        ([], "  ", None),
        ([], "没有人这样问", None),
        ([], "哪项任务花钱最多", None),
    ],
)
def test_greyed_rest(
    history: list[str],
    typed: str,
    rest: str | None,
    talk: Conversation,
    prepared: Prepared,
) -> None:
    kept = InMemoryHistory()
    for line in history:
        kept.append_string(line)
    suggest = TalkSuggest(talk, lambda: prepared)
    found = suggest.get_suggestion(Buffer(history=kept), Document(typed))
    assert (found.text if found else None) == rest


def test_greyed_rest_switched_off(prepared: Prepared) -> None:
    quiet = Conversation(load_knowledge(), FORM, lambda question, answer: None)
    quiet.settings[texts.SUGGESTION] = False
    suggest = TalkSuggest(quiet, lambda: prepared)
    assert suggest.get_suggestion(Buffer(), Document("哪项任务")) is None


@pytest.mark.parametrize("question", Vocabulary(Assistant(FORM)).questions)
def test_a_question_that_is_offered_is_not_refused(question: str, assistant: Assistant) -> None:
    assert assistant.ask(question).status != "not_found"


@pytest.mark.parametrize("question", Vocabulary(Assistant(FORM)).starters())
def test_a_question_to_begin_with_is_answered(question: str, assistant: Assistant) -> None:
    assert assistant.ask(question).status == "answered"


@pytest.mark.parametrize(
    "typed",
    [
        "s" * 200,
        "ang" * 60,
        "（" * 200,
        "法" * 200,
        "z h" * 60,
        "\ud800" * 40,
        "𠀀𠀀" * 20,
        "ﷺ" * 20,
    ],
)
def test_odd_input_is_quick_and_finds_nothing(typed: str, prepared: Prepared) -> None:
    assert prepared.words.find(typed).entries == ()


@pytest.mark.parametrize(
    ("names", "typed", "found"),
    [
        ([], "法律", []),
        (["KPI评分", "评分"], "kpi", ["KPI评分"]),
        (["12·4宪法日"], "124xf", ["12·4宪法日"]),
        (["甲\n乙"], "甲乙", ["甲\n乙"]),
        (["法律", "法律"], "法", ["法律"]),
        (["法律援助中心", "援助法律"], "援助", ["援助法律", "法律援助中心"]),
    ],
)
def test_index(names: list[str], typed: str, found: list[str]) -> None:
    index = Index((Entry(name) for name in names), READINGS)
    assert [entry.text for entry in index.find(typed).entries] == found
