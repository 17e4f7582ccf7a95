"""The one exception that askperf raises on purpose."""

from __future__ import annotations


class AskperfError(Exception):
    """A bad file, option or line; its text is one Chinese sentence fit for a user.

    It says what is wrong, where, and what to do. Refusing a question is not an
    error: that is an `Answer` with status `not_found`.
    """
