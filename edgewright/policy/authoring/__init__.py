"""For authors of rules: a new rule in its place, and the pages about all of them."""
