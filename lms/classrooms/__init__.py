"""Classes of a school: who sits in them, lessons held with them, work set for them and what became of it."""
