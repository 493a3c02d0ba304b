"""What every screen shares: guards, the request's transaction, sessions, forms, pages, errors, headers, the log."""
