"""Changes to results, confirmations, adoptions and consents, with audit and tally, in the caller's transaction."""
