"""What changes papers and sittings."""
