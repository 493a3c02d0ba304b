"""Persons, how they sign in, where they belong (memberships) and which posts they hold. Source: design §4."""
