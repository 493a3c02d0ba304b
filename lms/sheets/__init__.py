"""Tables that people bring: Excel, CSV, pasted lists; their columns guessed, what was read kept for a day."""
