# METADATA
# title: Where data may be and which borders it may cross
# description: >-
#   Each entry of params.residency.allowed restricts the labels of one origin and of some
#   categories to countries; a label must obey every entry that restricts it, and one that no entry
#   restricts may be anywhere.
package lib.law

import data.lib.labels

# METADATA
# description: the entries that restrict where a label may be
restrictions(label) := [entry |
	some entry in data.params.residency.allowed
	_comes_from(label, entry.origin)
	labels.in_categories(label, entry.categories)
]

# METADATA
# description: whether an entry allows a country; none is allowed when it is not known
allows(entry, country) if country in object.get(entry, "countries", [])

allows(entry, country) if {
	some zone in object.get(entry, "zones", [])
	country in data.facts.zones[zone]
}

# METADATA
# description: whether an entry restricts the data itself only, and not what was derived from it
source_only(entry) if entry.carriers == "source"

# METADATA
# description: what an entry allows, for a finding
allowed_by(entry) := concat(", ", array.concat(
	object.get(entry, "zones", []),
	object.get(entry, "countries", []),
))

_comes_from(label, _) if not label.described

_comes_from(label, origin) if label.origin == origin

_comes_from(label, origin) if label.origin in data.facts.zones[origin]
