"""The help texts, made from the one table of commands and options."""

from __future__ import annotations

from collections.abc import Iterable

from askperf.interfaces.options import COMMANDS, OPTIONS

_ABOUT = """\
askperf：用大白话问部门整体支出预算绩效目标表，每个数都注明出处。

用法：
  askperf 问题…             回答一个问题，如 askperf 法律援助预算多少
  askperf                   在终端里：连续对话；接管道时：一行一个问题，逐行回答"""

_STATUS = """\
退出状态：0 答了（包括要你选一行、表里是空格）；1 表里没有；2 出错。"""


def usage(command: str = "") -> str:
    """The help of a command, or of the whole program."""
    if command:
        chosen = COMMANDS[command]
        lines = [f"用法：askperf {chosen.usage}", "", f"{chosen.summary}。"]
        if chosen.options:
            lines += ["", "选项：", *_options(chosen.options)]
        return "\n".join(lines)
    commands = [f"  askperf {c.usage}\n      {c.summary}" for c in COMMANDS.values()]
    options = _options(name for name in OPTIONS if name != "--check")
    return "\n".join([_ABOUT, *commands, "", "选项：", *options, "", _STATUS])


def _options(names: Iterable[str]) -> list[str]:
    return [
        f"  {' '.join((name, OPTIONS[name].value)).rstrip()}\n      {OPTIONS[name].help}"
        for name in names
    ]
