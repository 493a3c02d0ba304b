"""Reading reports, the decisions they stand on, and how units below are doing."""
