"""Device images: read, rendered into build files, checked, and shown to the rules."""
