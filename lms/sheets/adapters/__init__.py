"""Files and pasted text as tables; tables as files."""
