"""The command line: dispatch, one question, questions line by line.

Exit status as grep's: 0 answered (ambiguous and blank too), 1 not found, 2 trouble.
The way to a plain one-shot imports as little as it can; the rest is imported in use.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping, Sequence

from askperf.answer import Answer
from askperf.errors import AskperfError, reason
from askperf.interfaces.opening import Record, open_assistant, open_knowledge, open_log
from askperf.interfaces.options import COMMANDS, Invocation, parse
from askperf.interfaces.terminal import (
    abandon_output,
    argument,
    complain,
    say,
    say_data,
    use_utf8,
)

ANSWERED, NOT_FOUND, TROUBLE = 0, 1, 2
_INTERRUPTED = 130
_NEAR = 0.7  # of 1, from which a word is a mistyped command


def run(arguments: Sequence[str]) -> int:
    """Run a command line (without the program's name); the exit status.

    Never raises: whatever is wrong is told in one sentence on standard error.
    """
    use_utf8()
    try:
        return _dispatch([argument(word) for word in arguments])
    except AskperfError as error:
        complain(f"askperf：{error}")
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        abandon_output()
        return ANSWERED
    except OSError as error:
        abandon_output()
        complain(f"askperf：读写不了（{reason(error)}）；请检查输入、输出和磁盘空间。")
    except Exception as error:
        complain(f"askperf：程序内部出错（{_place(error)}）；请把这条命令报告给维护者。")
    return TROUBLE


def _place(error: Exception) -> str:
    """What a bug was and where, short enough for one sentence."""
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    where = f"{step.tb_frame.f_code.co_name}:{step.tb_lineno}" if step else ""
    return f"{type(error).__name__}，{where}"


def _dispatch(arguments: list[str]) -> int:
    call = parse(arguments)
    if "--help" in call.options:
        from askperf.interfaces.usage import usage

        say(usage(call.command))
        return ANSWERED
    if "--version" in call.options:
        from importlib.metadata import version

        say(f"askperf {version('askperf')}")
        return ANSWERED
    if not (call.words and call.command in ("", "ask")):
        gc.enable()  # no one-shot: see __main__
    return _RUN[call.command](call)


def _default(call: Invocation) -> int:
    """No command: the words are a question; without any, a conversation."""
    if call.words or not _at_terminal():
        return _ask(call)
    from askperf.interfaces.repl import run as converse

    return converse([f"{name}={value}" for name, value in call.options.items()])


def _at_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _ask(call: Invocation) -> int:
    """One question from the words, or else one from each line of standard input."""
    if not call.command and call.words and all(map(str.isascii, call.words)):
        _not_a_command(call.words[0])
    assistant = open_assistant(call.options, call.options.get("--pick"))
    record = open_log(call.options)
    if call.words:
        question = " ".join(call.words)
        answer = assistant.ask(question, call.options.get("--pick"))
        return _tell(question, answer, call.options, record)
    if sys.stdin is None or sys.stdin.isatty():
        raise AskperfError("没有问题；请把问题写在命令后面，如 askperf ask 法律援助预算多少。")
    if "--pick" in call.options:
        raise AskperfError("--pick 只用于写在命令后面的一个问题；请去掉它，或把问题写在后面。")
    from askperf.interfaces.lines import read_lines

    session = assistant.session()
    statuses: list[int] = []
    for line in read_lines(sys.stdin.buffer):
        question = line.decode("utf-8", "replace")
        if question.strip():
            if statuses and "--json" not in call.options:
                say("")
            statuses.append(_tell(question, session.ask(question), call.options, record))
    return min(statuses, default=NOT_FOUND)


def _not_a_command(word: str) -> None:
    """Raises AskperfError for a word that is nearly the name of a command."""
    if word.isascii() and word.isalpha():
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extractOne

        alike = OSA.normalized_similarity  # two letters in the wrong order are one mistake
        near = extractOne(word.lower(), list(COMMANDS), scorer=alike, score_cutoff=_NEAR)
        if near is not None:
            raise AskperfError(
                f"没有命令“{word}”；是不是想写 askperf {near[0]}？"
                f"如果这是问题，请写 askperf ask {word}"
            )


def _tell(question: str, answer: Answer, options: Mapping[str, str], record: Record) -> int:
    """Print an answer as the options say, log it if asked to; its exit status."""
    if "--json" in options:
        from askperf.interfaces.serialization import answer_to_data, to_json

        say_data(to_json(answer_to_data(answer, trace="--explain" in options)))
    else:
        say(answer.text)
        if "--explain" in options:
            from askperf.interfaces.explain import explain

            say(explain(answer.trace))
    record(question, answer)
    return NOT_FOUND if answer.status == "not_found" else ANSWERED


def _batch(call: Invocation) -> int:
    from askperf.interfaces.batch import run_batch

    _no_words(call)
    return run_batch(open_assistant(call.options), open_log(call.options))


def _show(call: Invocation) -> int:
    from askperf.interfaces.show import show

    forms = open_knowledge(call.options).form_ids
    named = call.words[0] if call.words else None
    text = show(open_assistant(call.options, named), forms, call.words, call.options)
    (say_data if call.options.get("--as") == "json" else say)(text)
    return ANSWERED


def _chart(call: Invocation) -> int:
    from askperf.interfaces.chart import chart, write_svg

    _no_words(call)
    words = open_assistant(call.options).words
    if "--svg" in call.options:
        say(f"已写到：{write_svg(words, call.options['--svg'])}")
    else:
        say(chart(words))
    return ANSWERED


def _completion(call: Invocation) -> int:
    from askperf.interfaces.shells import script

    if len(call.words) != 1:
        raise AskperfError("completion 后面写一个 shell 的名字：bash、zsh 或 fish。")
    say(script(call.words[0]))
    return ANSWERED


def _build(call: Invocation) -> int:
    from askperf.interfaces.building import run_build

    _no_words(call)
    return run_build(call.options)


def _schema(call: Invocation) -> int:
    from askperf.interfaces.serialization import schema_text

    _no_words(call)
    say_data(schema_text())
    return ANSWERED


def _no_words(call: Invocation) -> None:
    if call.words:
        raise AskperfError(
            f"{call.command} 后面不接“{call.words[0]}”；"
            f"如果这是问题，请写 askperf ask -- {call.command} {' '.join(call.words)}"
        )


def _check(call: Invocation) -> int:
    from askperf.interfaces.keeper import run_check

    return run_check(list(call.words))


def _eval(call: Invocation) -> int:
    from askperf.interfaces.keeper import run_eval

    return run_eval(list(call.words))


def _gaps(call: Invocation) -> int:
    from askperf.interfaces.keeper import run_gaps

    return run_gaps(list(call.words))


def _train(call: Invocation) -> int:
    from askperf.interfaces.keeper import run_train

    return run_train(list(call.words))


_RUN: Mapping[str, Callable[[Invocation], int]] = {
    "": _default,
    "ask": _ask,
    "batch": _batch,
    "show": _show,
    "chart": _chart,
    "build": _build,
    "schema": _schema,
    "completion": _completion,
    "check": _check,
    "eval": _eval,
    "gaps": _gaps,
    "train": _train,
}
