"""Places and flows on a map: what is seen, where it is drawn, and no name on another."""
