"""Tables of classes: who sits where, lessons held, work set, questions of one's own."""
