"""What there is to be able to do: frameworks, areas, skills, audiences, and the rules that say when it is complete."""
