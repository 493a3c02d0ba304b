"""What is said of figures: tables for the page and every file alike, and the sentences to copy."""
