"""The commands: one table, one dispatch; what isn't a command is a question."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

from askperf.errors import AskperfError
from askperf.interfaces.repl import actions, texts, views
from askperf.interfaces.repl.actions import Reply
from askperf.interfaces.repl.conversation import Conversation, Option
from askperf.interfaces.repl.screen import Line, clip, styled, wrap
from askperf.values import frozen, replace

PREFIX = "/"
# What an input method makes of the slash key.
_PREFIXES = (PREFIX, "／", "、")
_NEAR, _LIKE = 3, 0.5
_LONGEST = 20

Run = Callable[[Conversation, str, int], Reply]


@frozen()
class Command:
    """A command: its names (the first is the one shown), argument, summary, action."""

    names: tuple[str, ...]
    argument: str
    summary: str
    run: Run

    @property
    def name(self) -> str:
        """The name as it is shown and typed."""
        return PREFIX + self.names[0]


def respond(talk: Conversation, line: str, columns: int) -> Reply:
    """The reply to a line: a command's, a choice's or a question's.

    Raises AskperfError with one sentence for a line that can't be followed.
    """
    if line.strip().lower() in _BARE:
        return _BARE[line.strip().lower()].run(talk, "", columns)
    command, argument = _command(talk, line)
    if command is not None:
        if argument and not command.argument:
            raise AskperfError(texts.NO_ARGUMENT.format(name=command.name))
        return command.run(talk, argument, columns)
    option = talk.chosen(line)
    if option is None:
        return Reply(views.answered(talk, talk.ask(line), columns))
    return _choose(talk, option, columns)


def _choose(talk: Conversation, option: Option, columns: int) -> Reply:
    chosen = wrap(styled(texts.CHOSEN.format(label=option.label), "class:note"), columns)
    if option.line.startswith(PREFIX):
        reply = respond(talk, option.line, columns)
    else:
        answer = talk.ask(option.line, option.row, option.label)
        reply = Reply(views.answered(talk, answer, columns))
    return replace(reply, lines=[*chosen, *reply.lines])


def _command(talk: Conversation, line: str) -> tuple[Command | None, str]:
    """The command that a line calls and its argument; None if it is a question.

    Raises AskperfError for a command that doesn't exist.
    """
    line = line.strip()
    if not line.startswith(_PREFIXES):
        return None, ""
    word, argument = (*line[1:].split(maxsplit=1), "", "")[:2]
    found = find(word)
    # Only the slash itself makes an unknown word a command: a mark may be just a mark.
    if found is None and line.startswith(PREFIX):
        raise _unknown(talk, word)
    return found, argument


def _unknown(talk: Conversation, word: str) -> AskperfError:
    near = "、".join(near_names(word, talk.knowledge.readings))
    hint = texts.UNKNOWN_NEAR.format(names=near) if near else ""
    return AskperfError(texts.UNKNOWN.format(typed=clip(PREFIX + word, _LONGEST), near=hint))


def find(name: str) -> Command | None:
    """The command of that name, with or without the slash."""
    wanted = unicodedata.normalize("NFKC", name).lower().removeprefix(PREFIX)
    return next((command for command in COMMANDS if wanted in command.names), None)


def near_names(typed: str, readings: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Names of the commands that are most like what was typed, by character or by sound."""
    from rapidfuzz.distance import OSA

    wanted = unicodedata.normalize("NFKC", typed).lower()
    scores = []
    for command in COMMANDS:
        sound = "".join(readings.get(char, ("",))[0] for char in command.names[0])
        like = max(OSA.normalized_similarity(wanted, name) for name in (*command.names, sound))
        scores.append((like, command.name))
    return [name for like, name in sorted(scores, key=lambda s: -s[0]) if like >= _LIKE][:_NEAR]


def _help(talk: Conversation, argument: str, columns: int) -> Reply:
    found = find(argument)
    if argument and found is None:
        raise _unknown(talk, argument.removeprefix(PREFIX))
    wanted = (found,) if found else COMMANDS
    lines = [] if argument else wrap(styled(texts.HELP_HEAD), columns)
    for command in wanted:
        names = " ".join(PREFIX + name for name in command.names)
        hint = f" {command.argument}" if command.argument else ""
        head: Line = (("class:number", f"  {names}"), ("class:label", hint))
        lines += wrap([(*head, ("", f"：{command.summary}"))], columns, "      ")
    return Reply(lines if argument else [*lines, *wrap(styled(texts.HELP_KEYS), columns)])


COMMANDS: tuple[Command, ...] = (
    Command(("帮助", "h", "help"), "命令", "看命令和按键", _help),
    Command(("出处", "s"), "", "列出上一个回答依据的行，标出用到的数", actions.sources),
    Command(("解释", "x"), "", "看上一问是怎么理解、怎么查、怎么算的", actions.explain),
    Command(("任务", "t"), "", "列出全部任务和金额", actions.tasks),
    Command(("指标", "i"), "", "列出全部指标和要求", actions.indicators),
    Command(("预算", "b"), "", "把金额画成条形", actions.budget),
    Command(("表", "f"), "编号或部门", "看有哪些表，换一张表", actions.forms),
    Command(("导出", "o"), "文件", "把这次问答写成 Markdown 文件", actions.export),
    Command(("设置", "set"), "名字 开|关", "看或改设置：补全、建议、出处、过程", actions.settings),
    Command(("新", "n", "new"), "", "从头开始：下一问不再接着前面的话", actions.restart),
    Command(("退出", "q", "quit", "exit"), "", "离开（也可按 Ctrl-D）", actions.leave),
)
# Words that mean a command though nothing marks them as one.
_BARE = {
    word: command
    for command in COMMANDS
    for word in command.names
    if word in ("退出", "quit", "exit", "help")
} | {"?": COMMANDS[0], "？": COMMANDS[0]}
