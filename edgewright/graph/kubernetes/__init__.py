"""Kubernetes in the graph: what objects of a cluster are, and on which cluster they are."""
