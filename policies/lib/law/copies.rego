package lib.law

import data.lib.labels
import data.lib.nodes

# Replication, backup, logging and the like write to another place without anybody declaring a flow.

# METADATA
# description: >-
#   the kinds of flow that a rule of their own judges; what a deployment delivers is judged like any
#   other copy
copy_kinds := {
	"replica",
	"pair",
	"backup",
	"snapshot",
	"log",
	"telemetry",
	"registry",
	"inference",
	"capture",
	"failover",
	"cache",
	"peering",
	"secret",
	"key",
}

# METADATA
# description: a finding for every copy of these kinds, label and entry that does not permit it
stray_copies(kinds) := [finding |
	some [copy, label, entry] in _not_permitted(kinds)
	not _in_doubt(copy, label)
	finding := {
		"node": copy.id,
		"vars": {
			"data": label.id,
			"source": copy_name(copy, "source"),
			"target": copy_name(copy, "target"),
			"region": copy_region(copy),
			"country": shown_country(copy),
			"allowed": allowed_by(entry),
		},
		"witness": copy_steps(copy, label),
	}
]

# METADATA
# description: >-
#   a note for every copy of these kinds, label and entry of which nobody knows whether the entry
#   permits it
doubtful_copies(kinds) := [note |
	some [copy, label, entry] in _not_permitted(kinds)
	_in_doubt(copy, label)
	note := {
		"node": copy.id,
		"outcome": "undetermined",
		"because": sprintf(
			"%s goes from %s (%s) to %s, %s (%s), and may only be in %s",
			[
				label.id, copy_name(copy, "source"), _country(nodes.prop(copy, "from_country")),
				copy_name(copy, "target"), copy_region(copy), shown_country(copy), allowed_by(entry),
			],
		),
		"witness": copy_steps(copy, label),
	}
]

# METADATA
# description: how a copy comes about, in words
copy_steps(copy, label) := [
	sprintf("%s holds %s in %s (%s)", [
		copy_name(copy, "source"),
		label.id,
		copy_source_region(copy),
		_country(nodes.prop(copy, "from_country")),
	]),
	sprintf("%s copies it to %s, %s (%s)", [
		copy_name(copy, "by"),
		copy_name(copy, "target"),
		copy_region(copy),
		shown_country(copy),
	]),
]

# METADATA
# scope: document
# description: the country a node is in; null where that is not known, or can be any in the world
settled_country(node) := null if _is_worldwide(node)

settled_country(node) := nodes.country(node) if not _is_worldwide(node)

# METADATA
# scope: document
# description: >-
#   whether nobody knows yet in which country a node is. What can be anywhere in the world is not in
#   doubt, and what is merely not set or hidden counts as not allowed.
country_in_doubt(node) if _is_unknown(nodes.prop(node, "location"))

country_in_doubt(node) if {
	not _is_worldwide(node)
	_is_unknown(object.get(node, ["props", "location", "country"], null))
}

# METADATA
# scope: document
# description: the country a node is in, for a finding
shown_country(node) := "any country" if _is_worldwide(node)

shown_country(node) := _country(nodes.country(node)) if not _is_worldwide(node)

_not_permitted(kinds) := [[copy, label, entry] |
	some copy in nodes.of_kinds(kinds)
	country := settled_country(copy)
	some label in labels.held(nodes.prop(copy, "data"))
	some entry in restrictions(label)
	not permits_from(entry, copy, label, nodes.prop(copy, "from_country"), country)
]

_in_doubt(copy, _) if country_in_doubt(copy)

# What was derived may be copied within its country, and nobody knows which that is.
_in_doubt(copy, label) if {
	is_string(settled_country(copy))
	_is_unknown(nodes.prop(copy, "from_country"))
	is_derived(copy, label)
}

_is_worldwide(node) if node.props.location.region == "worldwide"

_is_unknown(value) if value["$unknown"] == true

_country(country) := country if {
	is_string(country)
} else := "a country that is not known"
