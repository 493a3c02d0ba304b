"""Question files, and questions as they are kept in the database."""
