"""Wording: a logical form and its outcome in words, by templates only."""

from askperf.wording.said import Said
from askperf.wording.speaker import Speaker

__all__ = ["Said", "Speaker"]
