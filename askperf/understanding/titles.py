"""Long names said short: one with pauses and joints of its own (优化公共法律服务, 推进法治社会建设)
would be read as several things.
"""

from __future__ import annotations

from askperf.facts import Form
from askperf.folding import fold
from askperf.lexicon import CueTable

_PAUSES = ",，、"
_JOINT = ("and", "")
_SHORTEST, _REST = 6, 4  # characters that tell a row, and that are more than an ending (普及率)


class Titles:
    """The names of a form's rows, each with its beginning that tells it as well.

    Where a name is cut is found when a question holds it: few do, and the cues are many.
    """

    def __init__(self, form: Form, cues: CueTable) -> None:
        self._cues = cues
        self._names = tuple(dict.fromkeys(fold(row.name) for row in form.rows))
        spelled = {name: name for name in self._names if len(name) > _SHORTEST + _REST}
        spelled |= {"".join(c for c in name if c not in _PAUSES): name for name in spelled}
        self._spelled = sorted(spelled.items(), key=lambda pair: -len(pair[0]))

    def shorten(self, text: str) -> str:
        """A text with the names said short."""
        for spelled, name in self._spelled:
            if spelled in text and (short := self._beginning(name)):
                text = text.replace(spelled, short)
        return text

    def _beginning(self, name: str) -> str:
        """What tells a name ahead of its first joint, '' if that is too little or no other's."""
        for at, char in enumerate(name):
            if joint := self._joint(name, at, char):
                short, rest = name[:at], name[at + joint :]
                alike = any(short in other for other in self._names if other != name)
                told = len(short) >= _SHORTEST and len(rest) >= _REST and not alike
                return short if told else ""
        return ""

    def _joint(self, name: str, at: int, char: str) -> int:
        """How long what joins two things there is, 0 if nothing does."""
        if char in _PAUSES:
            return 1
        meant = self._cues.of(char)
        return max((len(w) for w, m in meant if _JOINT in m and name.startswith(w, at)), default=0)
