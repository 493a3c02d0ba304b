"""Pages that gather: the front page, `/toi`, search, first help when deceived, and who runs this."""
