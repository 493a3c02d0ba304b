"""A unit's own pages. For now: what it is called, where it stands, and what stands below it."""
