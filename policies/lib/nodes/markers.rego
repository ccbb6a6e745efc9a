# METADATA
# title: Nodes and what can stand in their properties
# description: >-
#   A property is a value, null (not set), {"$unknown": true} (a preview cannot know it) or
#   {"$secret": true} (it is set, and nobody may look). What is read here never raises.
package lib.nodes

# METADATA
# description: every node of one of these kinds
of_kinds(kinds) := [node |
	some kind in kinds
	some node in object.get(input, ["nodes", kind], [])
]

# METADATA
# description: a property of a node; null when it is not set or not there
prop(node, name) := object.get(node, ["props", name], null)

# METADATA
# description: the country a node is in; null when that is not set or not known
country(node) := found if {
	found := object.get(node, ["props", "location", "country"], null)
	is_string(found)
} else := null

# METADATA
# scope: document
# description: >-
#   a property that should be a list, as a list. Null is the empty one; anything else that is no
#   list, a marker above all, is a single entry, so that what cannot be read is still judged.
entries(value) := value if is_array(value)

entries(null) := []

entries(value) := [value] if {
	value != null
	not is_array(value)
}

# METADATA
# description: a value as a finding shows it; one that has parts is not shown, for one may be secret
shown(value) := value if {
	_is_plain(value)
} else := "not set" if {
	value == null
} else := "not readable"

_is_plain(value) if is_string(value)

_is_plain(value) if is_number(value)

_is_plain(value) if is_boolean(value)
