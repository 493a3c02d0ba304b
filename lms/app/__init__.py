"""The one place where every part meets: `create_app`, and which package answers which first segment of an address."""
