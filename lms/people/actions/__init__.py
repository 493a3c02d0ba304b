"""Changes to people: registering, signing in, secrets and names, devices, memberships and posts."""
