"""The estate itself in neutral kinds."""
