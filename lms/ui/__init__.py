"""The look: the base page, component macros (one file each), drawings, style sheet and script. It knows no feature."""
