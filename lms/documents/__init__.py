"""Papers to print: typeset by typst from plain data, with fonts of our own; QR codes. It knows no feature."""
