"""Sums and checks folded; eligible numbers and targets; which totals everybody may see."""
