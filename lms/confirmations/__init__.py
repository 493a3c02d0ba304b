"""Results, the completion rule applied to them, and the confirmation that anyone can check. Source: design §4–§5."""
