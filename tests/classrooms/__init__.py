"""Classes at their pages and at their rules."""
