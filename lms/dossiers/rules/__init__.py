"""Decisions about one person's record: what people may ask, until when it is answered, what goes when it goes."""
