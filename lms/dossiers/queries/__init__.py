"""Everything held about one person, whom they may be the same as, who looked, and what was asked."""
