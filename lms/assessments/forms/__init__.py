"""What the screens of papers and sittings ask and show."""
