"""Decisions about people: names, learner codes, secrets, who may register, how many wrong tries are borne."""
