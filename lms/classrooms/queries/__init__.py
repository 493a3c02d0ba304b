"""Finding classes, pupils and what they did."""
