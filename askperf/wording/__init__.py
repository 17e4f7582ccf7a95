"""Wording: a logical form and its outcome in words, by templates only."""

from askperf.wording.said import Said, Words
from askperf.wording.speaker import Speaker

__all__ = ["Said", "Speaker", "Words"]
