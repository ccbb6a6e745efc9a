package lib.transfers

import data.lib.labels
import data.lib.nodes

# What is hidden, unknown or of another shape could be what makes a crossing unlawful.

# METADATA
# description: >-
#   the notes on nodes of which something cannot be read that a rule needs: the needs are those of
#   its own annotations, which it gives as rego.metadata.chain()
unreadable_notes(chain, found) := {_note(node, hidden) |
	some node in found
	hidden := unreadable(node, _needed(chain, node.kind))
	count(hidden) > 0
}

# METADATA
# description: >-
#   the notes on transfers of which nobody knows where they go, for a rule that does not need it of
#   every transfer but of these
destination_notes(found) := {_note(node, hidden) |
	some node in found
	hidden := unreadable(node, ["to_country"])
	count(hidden) > 0
}

_note(node, hidden) := {
	"node": node.id,
	"outcome": "undetermined",
	"because": sprintf("%s cannot be read", [concat(", ", sort(hidden))]),
}

# METADATA
# description: >-
#   what cannot be read of a node, of some of its properties. One that is not listed below has no
#   reading, so that a rule cannot need it unseen.
unreadable(node, names) := {name |
	some name in names
	not _readable(name, nodes.prop(node, name))
}

_needed(chain, kind) := {name |
	some entry in chain
	some name in entry.annotations.custom.needs[kind]
}

_readable("data", value) if {
	some label in labels.held(value)
	label.described
}

_readable(name, value) if _readable_part(name, value)

_readable("people", value) if is_number(value)

_readable(name, value) if {
	name in {"use", "frequency", "recipient_parent"}
	nodes.has_text(value)
}

_readable(name, null) if {
	name in {"people", "use", "frequency", "recipient_parent", "last_crossing", "previous_crossing"}
}

_readable(name, value) if {
	name in {"last_crossing", "previous_crossing"}
	nodes.has_text(value)
}

_readable("went_on", value) if is_boolean(value)

_readable("source_countries", value) if {
	is_array(value)
	every country in value { nodes.has_text(country) }
}

# METADATA
# description: whether everything can be read of a crossing, by its properties
readable_crossing(crossing) if {
	every part in _parts { _readable_part(part, crossing[part]) }
}

_parts := {"to_country", "from_country", "flow_kind", "form", "link", "transfer_mechanism"}

_readable_part(name, value) if {
	name in {"to_country", "from_country", "flow_kind", "form", "link", "carrier"}
	nodes.has_text(value)
}

_readable_part("transfer_mechanism", null)

_readable_part("transfer_mechanism", value) if {
	nodes.has_text(value.type)
	_text_or_nothing(value.evidence)
	_text_or_nothing(value.valid_to)
	is_boolean(value.onward)
}

_text_or_nothing(null)

_text_or_nothing(value) if is_string(value)
