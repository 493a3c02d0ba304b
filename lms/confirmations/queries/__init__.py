"""Reading results, confirmations, documents that bind, and doubts."""
