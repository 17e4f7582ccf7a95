"""The conversation on a terminal: `askperf` without a question."""

from __future__ import annotations

import sys

from askperf.errors import AskperfError

_WITH_QUESTION = ("--json", "--pick")
_NO_HISTORY = "--no-history"


def run(argv: list[str]) -> int:
    """Converse until the person leaves; the exit status.

    Options come as `--name=value` (`yes` for a flag). Without a terminal at both ends,
    questions are answered line by line, as `askperf ask` does. Raises AskperfError
    for options that don't fit, or a form that isn't there.
    """
    options = {name: value or "yes" for name, _, value in (word.partition("=") for word in argv)}
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        from askperf.interfaces import cli

        given = [(name, value) for name, value in options.items() if name != _NO_HISTORY]
        spelled = [name if value == "yes" else f"{name}={value}" for name, value in given]
        return cli.run(["ask", *spelled])
    for name in _WITH_QUESTION:
        if name in options:
            from askperf.interfaces.repl import texts

            raise AskperfError(texts.WITH_QUESTION.format(name=name))
    from askperf.interfaces.repl.start import converse

    return converse(options)
