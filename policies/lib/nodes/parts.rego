package lib.nodes

# METADATA
# description: what stands at a path in a node's properties; null where it is not set or leads nowhere
part(node, path) := object.get(node, array.concat(["props"], path), null)

# METADATA
# description: whether a value is a text that says something
has_text(value) if {
	is_string(value)
	trim_space(value) != ""
}
