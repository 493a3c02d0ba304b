"""Decisions about confirmations: states, serials, when the rule is met, what the public page may say, their words."""
