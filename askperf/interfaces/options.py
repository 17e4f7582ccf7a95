"""The command line's grammar: one table of commands and options, one small parser.

Why not argparse: it speaks English, takes a question that begins with `-` for an
option even where the command has none, and costs a twentieth of a one-shot's time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from askperf.errors import AskperfError
from askperf.values import frozen


@frozen()
class Invocation:
    """A parsed command line: command ('' if none was named), words, options by name."""

    command: str
    words: tuple[str, ...]
    options: Mapping[str, str]


# What an option's value is called, '' for a flag.
OPTIONS: Mapping[str, str] = {
    "--json": "",
    "--explain": "",
    "--form": "编号",
    "--pick": "行编号",
    "--knowledge": "目录",
    "--log": "文件",
    "--no-history": "",
    "--check": "",
    "--section": "部分",
    "--level": "类别",
    "--unit": "单位",
    "--bound": "对比符号",
    "--as": "样式",
    "--svg": "文件",
    "--help": "",
    "--version": "",
}

_ANYWHERE = ("--help", "--version")
_ASKING = ("--json", "--explain", "--form", "--pick", "--knowledge", "--log")

# The options of a command line without a command: a question, or a conversation.
BARE = (*_ASKING, "--no-history")
# The options that a command takes; those of OWN parse their arguments themselves.
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "ask": _ASKING,
    "batch": ("--form", "--knowledge", "--log"),
    "show": (
        *("--section", "--level", "--unit", "--bound", "--as"),
        *("--form", "--knowledge"),
    ),
    "chart": ("--svg", "--form", "--knowledge"),
    "build": ("--check", "--knowledge"),
    "schema": (),
    "completion": (),
    "check": (),
    "eval": (),
    "gaps": (),
    "train": (),
}
OWN = ("check", "eval", "gaps", "train")


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
            if command in OWN:
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
    wanted = OPTIONS.get(name)
    if wanted is None:
        raise AskperfError(
            f"没有选项“{word}”；选项见 askperf --help。如果这是问题，请写 askperf ask -- {word}"
        )
    if not wanted:
        if equals:
            raise AskperfError(f"选项 {name} 后面不带值；请去掉“={value}”。")
        return name, "yes"
    if not equals and waiting:
        value = waiting.pop()
    if not value:
        raise AskperfError(f"选项 {name} 后面要写{wanted}；请补上。")
    return name, value


def _allowed(command: str, options: Mapping[str, str]) -> None:
    known = COMMANDS[command] if command else BARE
    for name in options:
        if name not in (*known, *_ANYWHERE):
            raise AskperfError(
                f"{command or '提问时'} 没有选项 {name}；"
                f"可用的见 {' '.join(('askperf', command)).strip()} --help。"
            )


def _spelled(options: Mapping[str, str]) -> list[str]:
    """Options given before a command of its own, for it to parse."""
    return [part for name, value in options.items() for part in _spell(name, value)]


def _spell(name: str, value: str) -> tuple[str, ...]:
    return (name, value) if OPTIONS[name] else (name,)
