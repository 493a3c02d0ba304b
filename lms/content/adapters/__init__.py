"""Files to drafts, Markdown to sanitised HTML, drawings checked, and the compiled book as bytes."""
