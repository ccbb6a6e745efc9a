"""From an estate file to a checked, frozen `Estate`."""
