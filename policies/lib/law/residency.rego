# METADATA
# title: Where data may be and which borders it may cross
# description: >-
#   Each entry of params.residency.allowed restricts the labels of one origin and of some
#   categories to countries; a label must obey every entry that restricts it, and one that no entry
#   restricts may be anywhere.
package lib.law

import data.lib.labels
import data.lib.nodes

# METADATA
# description: the entries that restrict where a label may be
restrictions(label) := [entry |
	some entry in data.params.residency.allowed
	_comes_from(label, entry.origin)
	labels.in_categories(label, entry.categories)
]

# METADATA
# scope: document
# description: whether an entry allows a country; none is allowed when it is not known
allows(entry, country) if country in object.get(entry, "countries", [])

allows(entry, country) if {
	some zone in object.get(entry, "zones", [])
	country in data.facts.zones[zone]
}

# METADATA
# scope: document
# description: >-
#   whether an entry restricts a label on a node; with carriers "source" it leaves what was derived
#   from the data to the transfer rules
restricts(entry, _, _) if object.get(entry, "carriers", "any") != "source"

restricts(_, node, label) if not is_derived(node, label)

# METADATA
# scope: document
# description: >-
#   whether a node holds only what was derived from the data of a label. A model registry holds models,
#   never what they were learned from.
is_derived(node, _) if node.kind == "ml.registry"

is_derived(node, label) if {
	label.described
	carrier := nodes.prop(node, "carrier")
	is_string(carrier)
	id := label.id
	not id in split(carrier, ", ")
}

# METADATA
# description: whether an entry lets what belongs to a store, such as its key, be in a country
permits(entry, store, label, country) if {
	home := nodes.country(store)
	permits_from(entry, store, label, home, country)
}

# METADATA
# scope: document
# description: >-
#   whether an entry lets a copy or a key of what is in a country be in another. Nobody declared where
#   these go, a setting did: an entry with carriers "source" restricts them too, and what was derived may
#   at least have them in the country where it is itself.
permits_from(entry, _, _, _, country) if allows(entry, country)

permits_from(entry, node, label, home, country) if {
	is_string(country)
	country == home
	not restricts(entry, node, label)
}

# METADATA
# description: what an entry allows, for a finding
allowed_by(entry) := concat(", ", array.concat(
	object.get(entry, "zones", []),
	object.get(entry, "countries", []),
))

_comes_from(label, _) if not label.described

_comes_from(label, origin) if label.origin == origin

_comes_from(label, origin) if label.origin in data.facts.zones[origin]
