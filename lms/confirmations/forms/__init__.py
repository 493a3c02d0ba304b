"""What the screens of confirmations ask, what everybody is told of one, and what its paper says."""
