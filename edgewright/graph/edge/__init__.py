"""What runs on devices in neutral kinds, and what it brings to them."""
