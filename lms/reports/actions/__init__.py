"""Every change to a report, and to what units decided about reports."""
