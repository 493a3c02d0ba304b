"""The insert-only ledger of counted changes: every change of a person's standing adds a −1 row and a +1 row."""
