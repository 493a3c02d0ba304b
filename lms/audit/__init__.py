"""An append-only record of who did what to whom, written in the act's own transaction; kept 24 months."""
