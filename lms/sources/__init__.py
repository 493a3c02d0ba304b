"""Text files that authors write (YAML, Markdown), read with marks, and the collector of their mistakes."""
