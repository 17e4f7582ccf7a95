"""The command line's grammar: one table of commands and options, one small parser.

Why not argparse: it speaks English, takes a question that begins with `-` for an
option even where the command has none, and costs a twentieth of a one-shot's time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from askperf.errors import AskperfError


class Option(NamedTuple):
    """An option: what its value is called ('' for a flag), and what it does."""

    value: str
    help: str


class Command(NamedTuple):
    """A subcommand: how it is called, what it does, the options it takes.

    `own` commands parse their arguments themselves.
    """

    usage: str
    summary: str
    options: tuple[str, ...] = ()
    own: bool = False


class Invocation(NamedTuple):
    """A parsed command line: command ('' if none was named), words, options by name."""

    command: str
    words: tuple[str, ...]
    options: Mapping[str, str]


OPTIONS: Mapping[str, Option] = {
    "--json": Option("", "输出 JSON（格式见 askperf schema）"),
    "--explain": Option("", "在回答后面列出每一步是怎么理解、怎么查的"),
    "--form": Option("编号", "问哪一张表；不写就问年度最新的一张"),
    "--pick": Option("行编号", "有几行都说得通时，指定是哪一行（如 key-tasks/2）"),
    "--knowledge": Option("目录", "在自带的知识之上，再叠加这个目录"),
    "--log": Option("文件", "把没答上来的问题记到这个文件（号码会打码），供 askperf gaps 汇总"),
    "--check": Option("", "只比较，不写文件；有出入就退出 2"),
    "--help": Option("", "显示这份说明"),
    "--version": Option("", "显示版本"),
}

_ASKING = ("--json", "--explain", "--form", "--pick", "--knowledge", "--log")

COMMANDS: Mapping[str, Command] = {
    "ask": Command(
        "ask [选项] 问题…", "回答一个问题；问题以“-”开头时写 askperf ask -- 问题", _ASKING
    ),
    "batch": Command(
        "batch [选项]",
        "从标准输入一行读一个问题，向标准输出一行写一个 JSON 回答",
        ("--form", "--knowledge", "--log"),
    ),
    "show": Command(
        "show [选项] [行编号]", "列出表里的行和编号，或看一行的全文", ("--form", "--knowledge")
    ),
    "build": Command("build [选项]", "由公开原文重新生成事实和索引", ("--check", "--knowledge")),
    "schema": Command("schema", "输出回答的 JSON Schema"),
    "check": Command("check …", "检查词库、模板和表", own=True),
    "eval": Command("eval 文件…", "用带标注的问题测评", own=True),
    "gaps": Command("gaps 文件", "汇总 --log 记下的问题", own=True),
}


def parse(arguments: Sequence[str]) -> Invocation:
    """Read a command line. Raises AskperfError naming what is wrong with it.

    The first word is the command if there is one of that name, else part of a
    question; after `--` everything is. Commands of their own get all the rest.
    """
    command = ""
    words: list[str] = []
    options: dict[str, str] = {}
    waiting = list(reversed(arguments))
    while waiting:
        word = waiting.pop()
        if word == "--":
            words += reversed(waiting)
            break
        if word in COMMANDS and not words and not command:
            command = word
            if COMMANDS[command].own:
                return Invocation(command, (*_spelled(options), *reversed(waiting)), {})
        elif word.startswith("-") and word != "-":
            name, value = _option(word, waiting)
            options[name] = value
        else:
            words.append(word)
    _allowed(command, options)
    return Invocation(command, tuple(words), options)


def _option(word: str, waiting: list[str]) -> tuple[str, str]:
    """An option's name and value; takes a separate value from what is waiting."""
    name, equals, value = word.partition("=")
    name = "--help" if name == "-h" else name
    option = OPTIONS.get(name)
    if option is None:
        raise AskperfError(
            f"没有选项“{word}”；选项见 askperf --help。如果这是问题，请写 askperf ask -- {word}"
        )
    if not option.value:
        if equals:
            raise AskperfError(f"选项 {name} 后面不带值；请去掉“={value}”。")
        return name, "yes"
    if not equals and waiting:
        value = waiting.pop()
    if not value:
        raise AskperfError(f"选项 {name} 后面要写{option.value}；请补上。")
    return name, value


def _allowed(command: str, options: Mapping[str, str]) -> None:
    known = (*COMMANDS[command or "ask"].options, "--help", "--version")
    for name in options:
        if name not in known:
            name_of = command or "ask"
            raise AskperfError(f"{name_of} 没有选项 {name}；可用的见 askperf {name_of} --help。")


def _spelled(options: Mapping[str, str]) -> list[str]:
    """Options given before a command of its own, for it to parse."""
    return [part for name, value in options.items() for part in _spell(name, value)]


def _spell(name: str, value: str) -> tuple[str, ...]:
    return (name, value) if OPTIONS[name].value else (name,)
