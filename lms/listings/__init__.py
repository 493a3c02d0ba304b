"""Danh sách rà soát: whom a village, school or office counts, with or without a sign-in. Source: design §2, §4."""
