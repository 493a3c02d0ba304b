"""Reading papers and sittings."""
