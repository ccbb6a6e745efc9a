"""What programs declare outside every cloud: secrets they make, containers of a Docker host."""
