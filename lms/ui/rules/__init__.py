"""What the gallery shows and the tests check: every component in every state."""
