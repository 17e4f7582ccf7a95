"""`askperf check`, `eval`, `gaps` and `train`: thin, the work is done in `askperf.keeping`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NoReturn

from askperf.assistant import Assistant
from askperf.errors import AskperfError
from askperf.interfaces.terminal import complain, say
from askperf.keeping.checking import check
from askperf.keeping.evaluation import evaluate, load_known
from askperf.keeping.gaps import find_gaps, golden_skeleton, lexicon_skeleton, read_log
from askperf.keeping.questions import load_questions
from askperf.keeping.reports import check_lines, evaluation_lines, gap_lines
from askperf.keeping.training import Options, stale, train
from askperf.knowledge import Knowledge, load_knowledge

FINE, FAILED = 0, 1


class _Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese, and whose errors are AskperfError."""

    def __init__(self, command: str, about: str, usage: str) -> None:
        super().__init__(
            prog=f"askperf {command}",
            description=about,
            usage=f"askperf {command} {usage}",
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="store_true", help="显示这份说明")
        self.add_argument("--form", metavar="编号", help="只看这一张表；不写就是默认的表")
        self.add_argument("--knowledge", metavar="目录", help="在自带的知识之上，再叠加这个目录")

    def read(self, arguments: Sequence[str]) -> argparse.Namespace | None:
        """The arguments, None after the help was shown. Raises AskperfError."""
        found, unknown = self.parse_known_args(list(arguments))
        if found.help:
            say(self.format_help().replace("usage: ", "用法：").rstrip())
            return None
        if unknown:
            raise AskperfError(f"{self.prog} 不认识“{unknown[0]}”；用法见 {self.prog} --help。")
        return found

    def error(self, message: str) -> NoReturn:
        """Called by argparse where an option lacks its value, or has one too many."""
        option = re.search(r"--?[a-z-]+", message)
        name = option[0] if option else "选项"
        raise AskperfError(f"{name} 的值没有写或写多了；用法见 {self.prog} --help。")


def run_check(argv: Sequence[str]) -> int:
    """`askperf check`; 0 if there is no error, 1 if there is. Raises AskperfError."""
    parser = _Parser(
        "check",
        "检查词表、答话模板和表：哪个文件、哪一行、错在哪里、怎么改。有错误时退出状态是 1。",
        "[--knowledge 目录] [--form 编号]",
    )
    options = parser.read(argv)
    if options is None:
        return FINE
    report = check(_knowledge(options), options.form)
    _say(check_lines(report))
    return FAILED if report.errors else FINE


def run_eval(argv: Sequence[str]) -> int:
    """`askperf eval`; 1 if a gate is missed or a known failure passes. Raises AskperfError."""
    parser = _Parser(
        "eval",
        "用带标注的问题测评现有的知识：按种类数出答对、拒答、反问、欠妥、答错，并说明每个没答对的。",
        "文件… [--min-right 百分数] [--max-wrong 题数] [--known 文件]",
    )
    parser.add_argument("files", nargs="*", metavar="文件", help="题目文件（.jsonl 或 .yaml）")
    parser.add_argument("--min-right", metavar="百分数", help="答对的低于它就退出 1")
    parser.add_argument("--max-wrong", metavar="题数", help="有把握却答错的超过它就退出 1")
    parser.add_argument("--known", metavar="文件", help="已知不足：YAML 列表，每条写 id 和 reason")
    options = parser.read(argv)
    if options is None:
        return FINE
    if not options.files:
        raise AskperfError("askperf eval 后面要写题目文件；用法见 askperf eval --help。")
    least = _number(options.min_right, "--min-right")
    most = _number(options.max_wrong, "--max-wrong")
    questions = load_questions(map(Path, options.files))
    known = load_known(Path(options.known)) if options.known else {}
    evaluation = evaluate(_assistant(options), questions, known)
    _say(evaluation_lines(evaluation))
    missed = least is not None and evaluation.right < least
    missed = missed or (most is not None and evaluation.wrong > most)
    if missed:
        say("没有达到要求（--min-right、--max-wrong）。")
    return FAILED if missed or evaluation.promoted else FINE


def run_gaps(argv: Sequence[str]) -> int:
    """`askperf gaps`; 0. Raises AskperfError."""
    parser = _Parser(
        "gaps",
        "汇总 --log 记下的、没答上来和要反问的问题：没认出什么，问过几次，相近的是哪几行。",
        "日志 [--yaml | --golden]",
    )
    parser.add_argument("log", nargs="?", metavar="日志", help="askperf --log 写的文件")
    parser.add_argument("--yaml", action="store_true", help="写成词表的草稿，供逐条判断")
    parser.add_argument("--golden", action="store_true", help="写成题目的草稿，供 askperf eval 用")
    options = parser.read(argv)
    if options is None:
        return FINE
    if not options.log or (options.yaml and options.golden):
        raise AskperfError("askperf gaps 后面要写一个日志文件；用法见 askperf gaps --help。")
    records, broken = read_log(Path(options.log))
    for number in broken:
        complain(f"{options.log}：第 {number} 行读不懂，跳过。")
    assistant = _assistant(options)
    gaps = find_gaps(records, assistant.words)
    show = lexicon_skeleton if options.yaml else golden_skeleton if options.golden else gap_lines
    _say(show(gaps))
    return FINE


def run_train(argv: Sequence[str]) -> int:
    """`askperf train`; 1 if `--check` finds the model stale. Raises AskperfError."""
    parser = _Parser(
        "train",
        "用自带的例句重新训练理解用的模型，并测评没见过的来源；要先装 askperf[training]。",
        "[--check | [--threshold 概率] [--jobs 个数] [--study]]",
    )
    parser.add_argument("--check", action="store_true", help="只核对模型是不是由现在的例句训练的")
    parser.add_argument("--threshold", metavar="概率", help="有几成把握才答；不写就由测评来定")
    parser.add_argument("--jobs", metavar="个数", default="2", help="同时用几个进程；不写是 2")
    parser.add_argument("--study", action="store_true", help="再测各族特征、例句多少的作用（很慢）")
    options = parser.read(argv)
    if options is None:
        return FINE
    if options.form or options.knowledge:
        raise AskperfError("askperf train 只训练自带的知识；请去掉 --form 和 --knowledge。")
    if options.check:
        found = stale()
        say(found or "一致：模型是由现在的例句训练的。")
        return FAILED if found else FINE
    threshold = _number(options.threshold, "--threshold")
    jobs = _number(options.jobs, "--jobs") or Decimal(0)
    if jobs < 1 or jobs % 1:
        raise AskperfError("--jobs 后面应当是一个正整数；请改正。")
    given = None if threshold is None else float(threshold)
    _say(train(Options(given, int(jobs), options.study), complain))
    return FINE


def _knowledge(options: argparse.Namespace) -> Knowledge:
    return load_knowledge(*([Path(options.knowledge)] if options.knowledge else []))


def _assistant(options: argparse.Namespace) -> Assistant:
    return Assistant(options.form, _knowledge(options))


def _number(text: str | None, name: str) -> Decimal | None:
    """The value of a gate. Raises AskperfError if it is no number of zero or more."""
    try:
        value = None if text is None else Decimal(text.removesuffix("%"))
    except InvalidOperation:
        value = Decimal(-1)
    if value is not None and not value >= 0:
        raise AskperfError(f"{name} 后面应当是不小于零的数，读到“{text}”；请改正。")
    return value


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)
