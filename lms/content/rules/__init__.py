"""What content is (library), how its text is counted and cut (counting, blocks), and what a lesson must keep to."""
