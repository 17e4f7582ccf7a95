"""The help texts of the commands and options in `options`."""

from __future__ import annotations

from collections.abc import Iterable

from askperf.interfaces.options import COMMANDS, OPTIONS

_ABOUT = """\
askperf：用大白话问部门整体支出预算绩效目标表，每个数都注明出处。

用法：
  askperf 问题…
      回答一个问题，如 askperf 法律援助预算多少
  askperf
      在终端里：连续对话；接管道时：一行一个问题，逐行回答"""

_STATUS = "退出状态：0 答了（包括要你选一行、表里是空格）；1 表里没有；2 出错。"

# How a command is called, and what it does.
COMMAND_TEXTS = {
    "ask": ("ask [选项] 问题…", "回答一个问题；问题以“-”开头时写 askperf ask -- 问题"),
    "batch": ("batch [选项]", "从标准输入一行读一个问题，向标准输出一行写一个 JSON 回答"),
    "show": ("show [选项] [行编号或名称]", "列出表里的行和编号（可以只列一部分），或看一行的全文"),
    "chart": ("chart [选项]", "把金额画成条形"),
    "build": ("build [选项]", "由公开原文重新生成事实和索引"),
    "schema": ("schema", "输出回答的 JSON Schema"),
    "completion": ("completion bash|zsh|fish", "输出 shell 的补全脚本"),
    "check": ("check …", "检查词库、模板和表"),
    "eval": ("eval 文件…", "用带标注的问题测评"),
    "gaps": ("gaps 文件", "汇总 --log 记下的问题"),
    "train": ("train …", "用例句重新训练理解用的模型（只在源代码目录里）"),
}

OPTION_TEXTS = {
    "--json": "输出 JSON（格式见 askperf schema）",
    "--explain": "在回答后面列出每一步是怎么理解、怎么查的",
    "--form": "问哪一张表；不写就问年度最新的一张",
    "--pick": "有几行都说得通时，指定是哪一行（如 key-tasks/2）",
    "--knowledge": "在自带的知识之上，再叠加这个目录",
    "--log": "把没答上来的问题记到这个文件（号码会打码），供 askperf gaps 汇总",
    "--no-history": "在终端里对话时，不留下历史记录",
    "--check": "只比较，不写文件；有出入时退出状态是 2",
    "--section": "只列这一部分：overview、key-tasks、other-tasks、indicators，或写名称，如 任务",
    "--level": "只列这一类指标，如 质量",
    "--unit": "只列这个计量单位的，如 次",
    "--bound": "只列这个对比符号的，如 '>='（要加引号）",
    "--as": "列成 table（对齐的表）、json 或 csv",
    "--svg": "画成 SVG 图，写到这个文件",
    "--help": "显示这份说明",
    "--version": "显示版本",
}


def usage(command: str = "") -> str:
    """The help of a command, or of the whole program."""
    if not command:
        commands = [f"  askperf {call}\n      {what}" for call, what in COMMAND_TEXTS.values()]
        options = _options(OPTIONS)
        return "\n".join([_ABOUT, *commands, "", "选项：", *options, "", _STATUS])
    call, what = COMMAND_TEXTS[command]
    options = _options((*COMMANDS[command], "--help"))
    return "\n".join([f"用法：askperf {call}", "", f"{what}。", "", "选项：", *options])


def _options(names: Iterable[str]) -> list[str]:
    return [
        f"  {name} {OPTIONS[name]}".rstrip() + f"\n      {OPTION_TEXTS[name]}" for name in names
    ]
