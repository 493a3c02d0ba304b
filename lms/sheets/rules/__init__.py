"""Tables as plain values, guessing their columns, reading years and counts."""
