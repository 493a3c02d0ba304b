"""Sums folded from the ledger; eligible numbers and targets."""
