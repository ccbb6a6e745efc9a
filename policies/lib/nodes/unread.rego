# What nobody reads of a resource: one without a kind of its own has a place and labels, and lists as
# `unread` what there is to know of it beside and edgewright does not read of its type.

package lib.nodes

# METADATA
# scope: document
# description: whether an aspect of a resource ("encryption") is not read, or may not be
is_unread(node, aspect) if aspect in entries(prop(node, "unread"))

is_unread(node, _) if {
	some entry in entries(prop(node, "unread"))
	not is_string(entry)
}

# METADATA
# description: >-
#   the note that a rule leaves on a node of which it needs what is not read: what that is, in words,
#   and what the rule needs it for
unread_note(node, what, need) := {
	"node": node.id,
	"outcome": "undetermined",
	"because": sprintf("edgewright does not read %s of %s, and %s", [what, node.type, need]),
}
