"""Files read strictly, YAML as a tree of texts with marks, front matter, and the reader of mappings."""
