"""The one statement that the two databases write differently; the writers of exports."""
