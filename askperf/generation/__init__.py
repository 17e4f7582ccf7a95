"""Wording: a logical form and its outcome in words, by templates only."""

from askperf.generation.said import Said, Words
from askperf.generation.speaker import Speaker

__all__ = ["Said", "Speaker", "Words"]
