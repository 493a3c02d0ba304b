"""The quarterly report as an administrative document: drafted, signed, sent, received, corrected by number."""
