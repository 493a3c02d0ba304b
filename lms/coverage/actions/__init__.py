"""Folding the ledger; entering eligible numbers and targets."""
