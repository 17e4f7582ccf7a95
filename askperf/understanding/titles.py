"""Long names said short: one with pauses and joints of its own (优化公共法律服务, 推进法治社会建设)
would be read as several things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from askperf.facts import Form
from askperf.folding import fold

_PAUSES = ",，、"
_SHORTEST, _REST = 6, 4  # characters that tell a row, and that are more than an ending (普及率)


class Titles:
    """The names of a form's rows, each with its beginning that tells it as well."""

    def __init__(self, form: Form, joints: Iterable[str]) -> None:
        """`joints`: words that join two things (及)."""
        cut = re.compile("|".join(map(re.escape, (*_PAUSES, *joints))))
        names = [fold(row.name) for row in form.rows]
        self._short: dict[str, str] = {}
        for name in dict.fromkeys(names):
            short, *further = cut.split(name, maxsplit=1)
            alike = any(short in other for other in names if other != name)
            if len(short) >= _SHORTEST and len("".join(further)) >= _REST and not alike:
                self._short[name] = short
                self._short["".join(c for c in name if c not in _PAUSES)] = short
        longest = sorted(self._short, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest)) or "(?!)")

    def shorten(self, text: str) -> str:
        """A text with the names said short."""
        return self._pattern.sub(lambda match: self._short[match[0]], text)
