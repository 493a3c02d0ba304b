"""Changes of the tree with all that hangs on it: posts, adoptions, the record."""
