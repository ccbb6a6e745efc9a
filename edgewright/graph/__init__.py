"""Resources of any cloud in neutral kinds."""
