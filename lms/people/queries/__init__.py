"""Looking people up: their accounts, and whom a name may belong to."""
