"""One resource and what can be read of it, the same for every cloud."""
