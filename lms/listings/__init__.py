"""Lists of whom a village, school or office counts: reached or not, with or without a sign-in."""
