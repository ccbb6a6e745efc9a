"""Providers of our own: `offline` stands in for the clouds', `edge` does what they cannot."""
