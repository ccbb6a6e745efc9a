"""K3s in neutral kinds: content for a site."""
