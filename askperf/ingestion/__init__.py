"""Ingestion: published text to facts, facts and lexicon to compiled files."""
