"""Decisions about units: what can be done there, and what a change of the tree may do."""
