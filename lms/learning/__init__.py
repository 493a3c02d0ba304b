"""Practice, lessons learnt, and what to do next: for whoever is signed in, and on the device of whoever is not."""
