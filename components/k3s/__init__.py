"""K3s: what it can be asked for, and why the rest is refused."""
