"""The forms that are there, by what tells them apart."""

from __future__ import annotations

from askperf.errors import AskperfError
from askperf.knowledge import Knowledge
from askperf.values import frozen


@frozen()
class Head:
    """What tells a form from others; only the id is known of one that can't be read."""

    id: str
    title: str = ""
    department: str = ""

    @property
    def label(self) -> str:
        """How a list of forms shows it."""
        return f"{self.title}（{self.department}，{self.id}）" if self.title else self.id


def heads(knowledge: Knowledge) -> list[Head]:
    """The heads of all forms, the default first."""
    return [_head(knowledge, form_id) for form_id in knowledge.form_ids]


def _head(knowledge: Knowledge, form_id: str) -> Head:
    try:
        form = knowledge.load(form_id)[0]
    except AskperfError:
        # What is wrong with it is told when someone chooses it.
        return Head(form_id)
    return Head(form.id, form.title, form.department)
