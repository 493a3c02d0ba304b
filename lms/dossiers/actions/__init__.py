"""Changes to everything held about one person: merging and its undo, stopping, deleting, requests."""
