"""Tỷ lệ phổ cập: eligible numbers, targets, sums folded from the ledger, and the one query that all figures come from.

Source: design §4–§5.
"""
