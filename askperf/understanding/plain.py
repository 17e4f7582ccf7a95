"""A question without what the form calls itself: 2021年的普法宣传多少 asks 普法宣传多少.

So does 他妈的普法宣传多少. Whoever names the year and the bureau most often asks for what the form
lacks (2021年的决算), so examples teach to refuse them; what is asked can't hang on the form's own
names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from askperf.understanding.reading import Reading

_YEAR = "year"
_PAUSES = ",，。;；:：?？!！ "


class Names:
    """What may be left out of a question on one form."""

    def __init__(
        self, names: Iterable[str], linking: Iterable[str], moments: Iterable[str]
    ) -> None:
        """`linking`: what ties a name to the next word (的); `moments`: what makes the form's year
        another time (2021年底).
        """
        longest = sorted(names, key=len, reverse=True)
        tied = "|".join(map(re.escape, linking))
        self._names = re.compile(f"(?:(?:{'|'.join(map(re.escape, longest))})(?:{tied})?)+")
        self._moments = tuple(moments)

    def left_out(self, reading: Reading) -> str:
        """The question without them; '' where there are none, where nothing else is said, or
        where the year is no more than a part of another time, or not the only one.
        """
        text = reading.text
        found = list(self._names.finditer(text))
        if not found or any(text.startswith(self._moments, match.end()) for match in found):
            return ""
        if sum(number.kind == _YEAR for number in reading.numbers) > 1:
            return ""
        return self._names.sub("", text).strip(_PAUSES)
