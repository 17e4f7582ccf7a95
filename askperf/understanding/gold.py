"""What a right answer to a question rests on and says."""

from __future__ import annotations

from decimal import Decimal

from askperf.values import frozen


@frozen()
class Gold:
    """The kind of a question, its status, and what a right answer to it has.

    `rows` are all that the answer rests on, `figures` what it must state, `cell` the cell
    asked for where it isn't the number, `words` what must stand in what is shown; `in_talk`:
    was it asked after another question?
    """

    kind: str
    status: str = "answered"
    rows: tuple[str, ...] = ()
    figures: tuple[Decimal, ...] = ()
    cell: str = ""
    verdict: bool | None = None
    words: tuple[str, ...] = ()
    in_talk: bool = False

    @property
    def answerable(self) -> bool:
        """Does the form hold an answer, be it a blank cell or several rows to choose from?"""
        return self.status != "not_found"


ABSENT = Gold("absent", "not_found")
