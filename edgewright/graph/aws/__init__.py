"""AWS in neutral kinds, and what its resources copy or send by themselves."""
