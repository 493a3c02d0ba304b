"""Papers, attempts and sittings: being assessed, alone or in somebody's presence. Source: design §4–§5."""
