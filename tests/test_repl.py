"""The conversation without a terminal: numbers, commands, tables, sources, export, history."""

from __future__ import annotations

import os
import stat
from decimal import Decimal
from pathlib import Path

import pytest
from console import run as run_shell
from example_form import FORM as OTHER_FORM
from example_form import TEXT as OTHER_TEXT

from askperf.answer import Answer
from askperf.errors import AskperfError
from askperf.facts import Form
from askperf.generation import Words
from askperf.interfaces import cli, repl
from askperf.interfaces.repl import texts, views
from askperf.interfaces.repl.actions import Reply
from askperf.interfaces.repl.commands import COMMANDS, Command, near_names, respond
from askperf.interfaces.repl.conversation import Conversation
from askperf.interfaces.repl.history import PrivateHistory, state_directory
from askperf.interfaces.repl.preferences import Preferences
from askperf.interfaces.repl.screen import Line, clip, pad, plain, styled, width, wrap
from askperf.interfaces.repl.sources import cells
from askperf.interfaces.repl.style import style
from askperf.interfaces.repl.tables import Bar, Column, bars, table
from askperf.knowledge import Knowledge, load_knowledge

FORM = "jieyang-sfj-2021"
WINDOWS = (10, 24, 40, 60, 80, 100)


def nothing(question: str, answer: Answer) -> None:
    """Keep no log."""


@pytest.fixture
def talk() -> Conversation:
    return Conversation(load_knowledge(), FORM, nothing)


@pytest.fixture(scope="module")
def two_forms(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The shipped form, and one of another department."""
    root = tmp_path_factory.mktemp("knowledge")
    (root / "forms").mkdir()
    (root / "forms" / f"{OTHER_FORM}.txt").write_text(OTHER_TEXT, encoding="utf-8")
    assert cli.run(["build", f"--knowledge={root}"]) == 0
    return load_knowledge(root)


def said(talk: Conversation, *lines: str, columns: int = 80) -> str:
    """What is shown after the last of some lines."""
    shown = ""
    for line in lines:
        shown = text(respond(talk, line, columns))
    return shown


def text(reply: Reply) -> str:
    return "\n".join(plain(line) for line in reply.lines)


def offer(talk: Conversation) -> list[str]:
    return [option.label for option in talk.offer.options]


# ── numbers ──


@pytest.mark.parametrize(
    ("before", "number", "row"),
    [
        (["培训次数"], "1", "indicators/12"),
        (["培训次数"], "2", "indicators/19"),
        (["培训次数"], "3", "indicators/20"),
        (["培训次数"], "２", "indicators/19"),
        (["培训次数"], " 2 ", "indicators/19"),
        (["培训次数"], "2.", "indicators/19"),
        (["培训次数"], "2、", "indicators/19"),
        # a second choice from the same list
        (["培训次数", "1"], "3", "indicators/20"),
        # two rows that differ by their line only
        (["宣传活动次数"], "1", "indicators/11"),
        (["宣传活动次数"], "2", "indicators/24"),
        # the rows that are near to a refused question
        (["法官培训次数"], "1", "indicators/12"),
        (["法官培训次数"], "3", "indicators/20"),
        # tables
        (["/任务"], "2", "key-tasks/2"),
        (["/任务"], "11", "other-tasks/7"),
        (["/指标"], "24", "indicators/24"),
        # a list that was shown before an answered question is offered no more
        (["/任务", "培训次数"], "2", "indicators/19"),
    ],
)
def test_a_number_asks_the_row_it_stands_for(
    before: list[str], number: str, row: str, talk: Conversation
) -> None:
    said(talk, *before, number)
    assert talk.last is not None
    assert talk.last.status in ("answered", "blank")
    assert [source.row for source in talk.last.sources] == [row]


@pytest.mark.parametrize(
    ("before", "number"),
    [([], "4"), ([], "0"), (["培训次数"], "9"), (["培训次数"], "136"), (["/任务"], "12")],
)
def test_a_number_that_was_not_offered(before: list[str], number: str, talk: Conversation) -> None:
    said(talk, *before)
    with pytest.raises(AskperfError, match=f"没有第 {number} 个选项，请输入 1 到"):
        respond(talk, number, 80)


@pytest.mark.parametrize("line", ["136", "42.84", "第2个呢", "2021年", "-1"])
def test_a_number_is_a_question_where_nothing_is_offered(line: str, talk: Conversation) -> None:
    said(talk, "财政拨款多少", line)
    assert talk.exchanges[-1].question == line


def test_a_small_number_chooses_nothing_where_nothing_is_offered(talk: Conversation) -> None:
    said(talk, "财政拨款多少")
    with pytest.raises(AskperfError, match="现在没有可选的编号；如果 2 是要查的数"):
        respond(talk, "2", 80)


def test_of_the_starters_another_can_be_chosen(talk: Conversation) -> None:
    first, second = said(talk, "1"), said(talk, "2")
    assert first != second
    assert len(talk.exchanges) == 2


def test_starters_are_numbered(talk: Conversation) -> None:
    assert len(offer(talk)) == 3
    first = offer(talk)[0]
    assert text(respond(talk, "1", 80)).startswith(f"→ {first}")
    assert talk.exchanges[-1].question == first


def test_a_refusal_without_anything_near_offers_what_one_may_ask(talk: Conversation) -> None:
    shown = said(talk, "？！")
    assert talk.last is not None
    assert offer(talk)[0] in shown


def test_labels_of_choices_differ(talk: Conversation) -> None:
    said(talk, "宣传活动次数")
    assert len(set(offer(talk))) == len(offer(talk)) == 2


# ── the conversation ──


def test_a_follow_up_leans_on_the_question_before(talk: Conversation) -> None:
    said(talk, "普法宣传拟投入多少", "那目标呢")
    assert talk.last is not None
    assert [source.row for source in talk.last.sources] == ["other-tasks/3"]


def test_new_forgets_and_the_exchanges_stay(talk: Conversation) -> None:
    said(talk, "普法宣传拟投入多少", "/新")
    assert talk.last is None
    assert len(talk.exchanges) == 1
    assert len(offer(talk)) == 3
    said(talk, "那目标呢")
    assert talk.last is not None
    assert talk.last == talk.assistant.ask("那目标呢")


def test_what_is_asked_is_logged_where_a_log_is_kept() -> None:
    kept: list[tuple[str, str]] = []
    talk = Conversation(load_knowledge(), FORM, lambda q, a: kept.append((q, a.status)))
    said(talk, "财政拨款多少", "/任务", "？！")
    assert kept == [("财政拨款多少", "answered"), ("？！", "not_found")]


def test_a_log_that_cannot_be_written_costs_no_answer() -> None:
    def full(question: str, answer: Answer) -> None:
        raise AskperfError("日志写不进去")

    talk = Conversation(load_knowledge(), FORM, full)
    shown = said(talk, "财政拨款多少")
    assert "2477.46" in shown
    assert shown.endswith("日志写不进去")


# ── commands ──


@pytest.mark.parametrize("columns", WINDOWS)
@pytest.mark.parametrize(
    "line", [command.name for command in COMMANDS if command.names[0] != "导出"]
)
def test_every_command_shows_something_that_fits(
    line: str, columns: int, talk: Conversation
) -> None:
    said(talk, "法律援助预算多少")
    shown = text(respond(talk, line, columns))
    assert shown.strip()
    assert max(width(part) for part in shown.split("\n")) <= columns


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.names[0])
def test_every_command_is_in_the_help_by_all_its_names(
    command: Command, talk: Conversation
) -> None:
    shown = said(talk, "/帮助", columns=100)
    for name in command.names:
        assert f"/{name}" in shown


def test_names_are_unique() -> None:
    names = [name for command in COMMANDS for name in command.names]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("line", "like"),
    [
        ("/s", "/出处"),
        ("/S", "/出处"),
        ("／出处", "/出处"),
        ("、出处", "/出处"),
        ("/ｓ", "/出处"),
        ("  /出处  ", "/出处"),
        ("help", "/帮助"),
        ("?", "/帮助"),
        ("？", "/帮助"),
        ("/帮助 出处", "/帮助 s"),
        ("/帮助 /出处", "/帮助 s"),
    ],
)
def test_other_ways_to_say_a_command(line: str, like: str, talk: Conversation) -> None:
    said(talk, "财政拨款多少")
    assert said(talk, line) == said(talk, like)


@pytest.mark.parametrize("line", ["/退出", "/q", "exit", "quit", "QUIT", "退出", " exit "])
def test_ways_to_leave(line: str, talk: Conversation) -> None:
    assert respond(talk, line, 80).leave


@pytest.mark.parametrize(
    "line", ["、法律援助预算多少", "法律援助/社区矫正", "退出机制", "帮助教育"]
)
def test_what_is_no_command_is_a_question(line: str, talk: Conversation) -> None:
    said(talk, line)
    assert talk.exchanges[-1].question == line


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/出出", "没有命令“/出出”，相近的有 /出处、/导出、/退出；全部命令见 /帮助。"),
        ("/chuchuu", "没有命令“/chuchuu”，相近的有 /出处；全部命令见 /帮助。"),
        ("/helpp", "没有命令“/helpp”，相近的有 /帮助；全部命令见 /帮助。"),
        ("/天气", "没有命令“/天气”；全部命令见 /帮助。"),
        ("/", "没有命令“/”；全部命令见 /帮助。"),
        ("/etc/passwd/" + "x" * 999, "没有命令“/etc/passwd/xxxxxxx…”；全部命令见 /帮助。"),
        ("/帮助 天气", "没有命令“/天气”；全部命令见 /帮助。"),
        ("/出处", "还没有问过问题；先问一个，再看出处。"),
        ("/解释", "还没有问过问题；先问一个，再看过程。"),
        ("/导出", "还没有问答可以导出；先问一个问题。"),
        ("/任务 普法", "/任务 后面不用写什么；如果这是问题，请去掉前面的“/”。"),
        ("/表 不在这里", "没有叫“不在这里”的表；/表 看全部。"),
        ("/设置 颜色", "没有“颜色”这个设置；可以设的有：补全、建议、出处、过程。"),
        (
            "/设置 补全 也许",
            "设置“补全”只能是开或关；请写 /设置 补全 开，或 /设置 补全 关。",
        ),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    line: str, sentence: str, talk: Conversation
) -> None:
    with pytest.raises(AskperfError) as error:
        respond(talk, line, 80)
    assert str(error.value) == sentence
    assert talk.exchanges == []


def test_no_more_than_three_near_names() -> None:
    assert len(near_names("出", load_knowledge().readings)) <= 3


def test_settings_change_what_is_shown(talk: Conversation) -> None:
    usual = said(talk, "财政拨款多少")
    assert said(talk, "/设置 出处 关", "/新", "财政拨款多少") == usual.split("\n")[0]
    assert "要算的是" in said(talk, "/设置 过程 on", "/新", "财政拨款多少")


def test_explain_shows_the_stages(talk: Conversation) -> None:
    assert "1. 规范化" in said(talk, "财政拨款多少", "/解释")


# ── forms ──


def test_one_form_needs_no_list(talk: Conversation) -> None:
    assert "只有这一张表" in said(talk, "/表")


@pytest.mark.parametrize(
    "name", [OTHER_FORM, "示例市自然资源局", "自然资源", "示例市市直2023年部门整体支出绩效目标表"]
)
def test_the_form_is_changed_by_any_of_its_names(name: str, two_forms: Knowledge) -> None:
    talk = Conversation(two_forms, FORM, nothing)
    said(talk, "财政拨款多少")
    assert "示例市自然资源局，2023 年" in said(talk, f"/表 {name}")
    assert talk.last is None
    assert "1300" in said(talk, "财政拨款多少")


def test_the_form_is_changed_by_number(two_forms: Knowledge) -> None:
    talk = Conversation(two_forms, OTHER_FORM, nothing)
    assert "一共 2 张表，现在是第 1 张" in said(talk, "/表")
    said(talk, "2")
    assert talk.form.id == FORM


def test_a_name_of_several_forms_asks_back(two_forms: Knowledge) -> None:
    talk = Conversation(two_forms, FORM, nothing)
    assert "有 2 张表都叫“绩效目标表”" in said(talk, "/表 绩效目标表")
    assert len(offer(talk)) == 2


def test_the_form_that_is_open_stays_open(two_forms: Knowledge) -> None:
    talk = Conversation(two_forms, FORM, nothing)
    said(talk, "财政拨款多少")
    assert said(talk, f"/表 {FORM}") == "现在就是这张表。"
    assert talk.last is not None


# ── sources ──


def test_every_cell_of_a_row_is_shown_as_published(words: Words) -> None:
    for row in words.world.form.rows:
        # A label of the row, or of its section, may stand in the line too.
        labels = (cells(row)[0].heading, words.section(row.section))
        shown = [*labels, *(cell.text for cell in cells(row))]
        assert [part for part in row.source.quote.split("\t") if part.strip() not in shown] == []


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("财政拨款多少", [("财政拨款", "2477.46")]),
        ("普法宣传拟投入多少", [("拟投入金额(万元)", "26")]),
        ("调解成功率的指标值是多少", [("指标值", "97.5")]),
        (
            "重点任务一共多少钱",
            [("拟投入金额(万元)", value) for value in ("63", "136", "10", "16")],
        ),
        ("总体绩效目标是什么", []),
    ],
)
def test_the_figure_is_marked_in_its_cell(
    question: str, marked: list[tuple[str, str]], talk: Conversation
) -> None:
    answer = talk.ask(question)
    found = [
        (cell.heading, cell.text[start:end])
        for source in answer.sources
        for cell in cells(talk.form.row(source.row), answer)
        for start, end in cell.used
    ]
    assert found == marked
    lines = views.sourced(talk, answer, 80)
    assert [part for line in lines for style, part in line if style == "class:used"] == [
        value for _, value in marked
    ]


def test_sources_of_an_answer_without_any(talk: Conversation) -> None:
    said(talk, "？！")
    with pytest.raises(AskperfError, match="没有引用表里的任何一行"):
        respond(talk, "/出处", 80)


# ── text in cells of a terminal ──


@pytest.mark.parametrize(
    ("shown", "columns", "lines"),
    [
        ("法律援助", 8, ["法律援助"]),
        ("法律援助", 6, ["法律援", "助"]),
        ("", 10, [""]),
        ("法律援助，完", 8, ["法律援", "助，完"]),
        ("说过（法律）", 6, ["说过", "（法", "律）"]),
        ("一共 2477.46 万元", 14, ["一共", "2477.46 万元"]),
        ("等于 1 人", 8, ["等于", "1 人"]),
        ("见 key-tasks/2 和", 14, ["见 key-tasks/2", "和"]),
        ("见 key-tasks/2 和", 13, ["见 key-tasks/", "2 和"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("，，，，，，", 4, ["，，", "，，", "，，"]),
    ],
)
def test_wrap(shown: str, columns: int, lines: list[str]) -> None:
    assert [plain(line) for line in wrap(styled(shown), columns)] == lines


@pytest.mark.parametrize("columns", range(4, 60, 3))
def test_wrapped_text_loses_nothing_and_fits(columns: int, form: Form) -> None:
    for row in form.rows:
        shown = row.source.quote.replace("\t", " | ")
        found = [plain(line) for line in wrap(styled(shown), columns, "  ")]
        assert all(width(line) <= columns for line in found)
        assert "".join(found).replace(" ", "") == shown.replace(" ", "")


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_no_line_begins_with_a_mark_that_ends(columns: int, form: Form) -> None:
    for row in form.rows:
        for line in wrap(styled(row.source.quote.replace("\t", " ")), columns):
            assert not plain(line).startswith(("，", "。", "；", "、", "）", "》", "”"))


def test_wrapping_keeps_styles() -> None:
    line: Line = (("", "一共"), ("class:figure", "2477.46 万元"), ("", "，完"))
    parts = [part for found in wrap([line], 14) for part in found]
    assert ("class:figure", "2477.46 万元") in parts


def test_control_characters_are_not_shown() -> None:
    assert styled("a\x1b[31mb\nc\u202e") == [(("", "a\ufffd[31mb"),), (("", "c\ufffd"),)]


@pytest.mark.parametrize(
    ("shown", "cells_", "ending", "clipped"),
    [
        ("法律援助", 8, 0, "法律援助"),
        ("法律援助", 7, 0, "法律援…"),
        ("法律援助", 6, 0, "法律…"),
        ("法律援助", 6, 2, "法…助"),
        ("法律援助中心", 9, 4, "法律…中心"),
        ("abc", 1, 0, "…"),
    ],
)
def test_clip(shown: str, cells_: int, ending: int, clipped: str) -> None:
    assert clip(shown, cells_, ending) == clipped


@pytest.mark.parametrize(
    ("shown", "right", "padded"),
    [
        ("法律", False, "法律  "),
        ("法律", True, "  法律"),
        ("ab", True, "    ab"),
        ("法律援助", True, "法律援助"),
    ],
)
def test_pad(shown: str, right: bool, padded: str) -> None:
    assert pad(shown, 6, right) == padded


# ── tables and bars ──

COLUMNS = (Column("编号", right=True), Column("名称", flexible=True), Column("金额", right=True))
ROWS = (("1", "普法宣传", "26 万元"), ("10", "一村（社区）一法律顾问", "813.5 万元"))


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        (
            60,
            [
                "编号  名称                          金额",
                "   1  普法宣传                   26 万元",
                "  10  一村（社区）一法律顾问  813.5 万元",
            ],
        ),
        (
            32,
            [
                "编号  名称                  金额",
                "   1  普法宣传           26 万元",
                "  10  一村（社区）一  813.5 万元",
                "      法律顾问",
            ],
        ),
        (
            20,
            ["1  普法宣传：26 万元", "10  一村（社区）一法", "    律顾问：", "    813.5 万元"],
        ),
    ],
)
def test_table(columns: int, lines: list[str]) -> None:
    assert [plain(line) for line in table(COLUMNS, ROWS, columns)] == lines


BARS = [
    Bar("基本支出", Decimal("100"), "100"),
    Bar("一村（社区）", Decimal("50"), "50"),
    Bar("无", Decimal("0"), "0"),
    Bar("少", Decimal("0.01"), "0.01"),
]


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        (
            40,
            [
                "基本支出       100  ████████████████████",
                "一村（社区）    50  ██████████",
                "无               0",
                "少            0.01  ▏",
            ],
        ),
        (
            20,
            [
                "基本支出",
                " 100  ██████████████",
                "一村（社区）",
                "  50  ███████",
                "无",
                "   0",
                "少",
                "0.01  ▏",
            ],
        ),
    ],
)
def test_bars(columns: int, lines: list[str]) -> None:
    assert [plain(line).rstrip() for line in bars(BARS, columns)] == lines


def test_no_bars() -> None:
    assert bars([], 40) == []


# ── export ──


def test_export_is_markdown_with_every_cell(
    talk: Conversation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said(talk, "普法宣传*拟投入*多少", "培训次数", "2")
    assert said(talk, "/导出") == f"已把 3 轮问答写到 askperf-{FORM}.md。"
    written = (tmp_path / f"askperf-{FORM}.md").read_text(encoding="utf-8")
    assert r"## 1. 普法宣传\*拟投入\*多少" in written
    assert "- 拟投入金额(万元)：**26**" in written
    assert "## 3. “培训次数”（组织公证员参加省厅培训）" in written
    assert written.count("- 三级指标：培训次数") == 4
    # no file is ever written over
    assert said(talk, "/导出") == f"已把 3 轮问答写到 askperf-{FORM}-2.md。"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("there.md", "there.md：已经有这个文件，没有覆盖；请换个名字。"),
        ("no/such/folder.md", "no/such/folder.md：写不进去"),
        (".", "写不进去|已经有这个文件"),
    ],
)
def test_export_that_cannot_be_done(
    path: str,
    sentence: str,
    talk: Conversation,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.md").write_text("mine", encoding="utf-8")
    said(talk, "财政拨款多少")
    with pytest.raises(AskperfError, match=sentence):
        respond(talk, f"/导出 {path}", 80)
    assert (tmp_path / "there.md").read_text(encoding="utf-8") == "mine"


# ── history ──


def test_history_comes_back_newest_first(tmp_path: Path) -> None:
    path = tmp_path / "state" / "history"
    history = PrivateHistory(path)
    for line in ("法律援助", "两行\n一问", "\ud800坏字节", "最后"):
        history.append_string(line)
    kept = list(PrivateHistory(path).load_history_strings())
    assert kept == ["最后", "?坏字节", "两行\n一问", "法律援助"]


@pytest.mark.parametrize("line", [" 悄悄问", "2", "３", "", "   ", "同样"])
def test_not_kept(line: str, tmp_path: Path) -> None:
    history = PrivateHistory(tmp_path / "history")
    history.append_string("同样")
    history.append_string(line)
    assert list(PrivateHistory(tmp_path / "history").load_history_strings()) == ["同样"]


@pytest.mark.skipif(not hasattr(os, "fchmod"), reason="no modes of files here")
def test_history_is_private(tmp_path: Path) -> None:
    path = tmp_path / "state" / "history"
    PrivateHistory(path).append_string("法律援助")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.chmod(0o644)
    PrivateHistory(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_broken_line_of_the_history_costs_that_line(tmp_path: Path) -> None:
    path = tmp_path / "history"
    path.write_bytes('"一"\n{not json\n'.encode() + b'\xff\xfe\n["x"]\n' + '"三"\n'.encode())
    assert list(PrivateHistory(path).load_history_strings()) == ["三", "一"]


def test_a_long_history_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "history"
    path.write_text("".join(f'"{n} {"长" * 200}"\n' for n in range(3000)), encoding="utf-8")
    kept = list(PrivateHistory(path).load_history_strings())
    assert len(kept) == len(path.read_text(encoding="utf-8").splitlines()) == 2000
    assert kept[0].startswith("2999 ")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes of a name here")
@pytest.mark.parametrize("kind", ["directory", "pipe"])
def test_a_history_that_is_no_file(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "history"
    if kind == "directory":
        path.mkdir()
    else:
        os.mkfifo(path)
    with pytest.raises(OSError):
        PrivateHistory(path)


@pytest.mark.parametrize(
    ("state", "directory"),
    [
        ("/somewhere", "/somewhere/askperf"),
        ("", "/home/me/.local/state/askperf"),
        ("rel", "/home/me/.local/state/askperf"),
    ],
)
def test_where_the_history_is(state: str, directory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", state)
    monkeypatch.setenv("HOME", "/home/me")
    assert state_directory() == Path(directory)


# ── without a terminal ──


def test_piped_into_it_answers_line_by_line_without_prompt(tmp_path: Path) -> None:
    shown = run_shell("printf '财政拨款多少\\n那项目支出呢\\n' | askperf --no-history", tmp_path)
    assert "2477.46" in shown
    assert "187.77" in shown
    assert texts.PROMPT.strip() not in shown
    assert "\x1b" not in shown


def test_run_without_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "questions"
    path.write_text("财政拨款多少\n", encoding="utf-8")
    with path.open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        assert repl.run([f"--form={FORM}", "--no-history=yes"]) == 0
    assert "2477.46" in capsys.readouterr().out


class Terminal:
    """Standard input or output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("option", ["--json=yes", "--pick=key-tasks/2"])
def test_options_that_need_a_question(option: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("sys.stdout", Terminal())
    with pytest.raises(AskperfError, match="要和问题写在一起"):
        repl.run([option])


def test_every_setting_has_a_meaning() -> None:
    talk = Conversation(load_knowledge(), FORM, nothing)
    assert set(talk.settings) == set(texts.SETTINGS)


# ── the guide ──

GUIDE = (Path(__file__).parent.parent / "docs" / "repl.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.names[0])
def test_the_guide_names_every_command(command: Command) -> None:
    assert f"| `/{command.names[0]}` | `/{command.names[1]}` |" in GUIDE


@pytest.mark.parametrize("name", texts.SETTINGS)
def test_the_guide_names_every_setting(name: str) -> None:
    assert name in GUIDE.partition("可设的有")[2].partition("|")[0]


# ── light and dark ──


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, as the accessibility guidelines define it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ground", ["#000000", "#ffffff"])
def test_every_colour_can_be_read_on_light_and_on_dark(
    ground: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    colours = {part for _, rule in style().style_rules for part in rule.split() if "#" in part}
    assert colours
    for colour in colours:
        darker, lighter = sorted((luminance(colour), luminance(ground)))
        assert (lighter + 0.05) / (darker + 0.05) > 3.5, colour


def test_no_rule_has_a_colour_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    rules = " ".join(rule for _, rule in style().style_rules)
    assert "#" not in rules
    assert "ansi" not in rules


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ("", {"补全": True, "过程": False}),
        ('{"补全": false, "过程": true}', {"补全": False, "过程": True}),
        ('{"补全": false, "颜色": true}', {"补全": False, "过程": False}),
        ('{"补全": "关", "过程": 1}', {"补全": True, "过程": False}),
        ("[1, 2]", {"补全": True, "过程": False}),
        ("{", {"补全": True, "过程": False}),
        ("x" * 5000, {"补全": True, "过程": False}),
    ],
)
def test_settings_that_were_kept(kept: str, found: dict[str, bool], tmp_path: Path) -> None:
    """What is broken, unknown or of another kind counts as never switched."""
    path = tmp_path / "settings.json"
    if kept:
        path.write_text(kept, encoding="utf-8")
    assert Preferences(path).load({"补全": True, "过程": False}) == found


def test_a_setting_lasts(talk: Conversation, tmp_path: Path) -> None:
    path = tmp_path / "askperf" / "settings.json"
    talk.prefer(Preferences(path))
    said(talk, "/设置 出处 关")
    assert path.stat().st_mode & 0o077 == 0
    other = Conversation(load_knowledge(), None, lambda question, answer: None)
    other.prefer(Preferences(path))
    assert not other.settings["出处"]
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_a_setting_that_cannot_be_kept_holds(talk: Conversation, tmp_path: Path) -> None:
    (tmp_path / "askperf").write_text("no directory", encoding="utf-8")
    talk.prefer(Preferences(tmp_path / "askperf" / "settings.json"))
    assert "出处：关" in said(talk, "/设置 出处 关")
    assert not talk.settings["出处"]
