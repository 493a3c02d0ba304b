"""Tables that people bring: Excel, CSV or pasted text, read safely, and kept as a draft until they are applied."""
