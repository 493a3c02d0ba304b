"""Decisions about papers and sittings: drawing, scoring, pauses, who may witness whom."""
