# METADATA
# title: Labels of the data a node holds
# description: >-
#   A label says where data comes from, how much harm its disclosure does and what it is about. One
#   of which any of this is missing or hidden is not described, and is taken for the worst there is.
package lib.labels

import data.lib.nodes

# METADATA
# description: >-
#   every label in a `data` property (a list, or one label), each as {id, origin, classification,
#   categories, retention_days, described}
held(value) := [_label(entry) | some entry in nodes.entries(value)]

# METADATA
# scope: document
# description: the names of labels, for a finding
names(labels) := "nothing labelled" if count(labels) == 0

names(labels) := concat(", ", sort({label.id | some label in labels})) if count(labels) > 0

# METADATA
# scope: document
# description: whether a label is classified this high or higher; one not described always is
at_least(label, classification) if {
	order := data.facts.classification_order
	order[label.classification] >= object.get(order, classification, 0)
}

at_least(label, _) if not label.described

# METADATA
# scope: document
# description: a label's classification, the highest there is for one that is not described
classification(label) := label.classification if label.described

classification(label) := highest if {
	not label.described
	ranks := {rank: name | some name, rank in data.facts.classification_order}
	highest := ranks[max(object.keys(ranks))]
}

# METADATA
# scope: document
# description: >-
#   whether a label is about one of these categories, by any of their names. "user.*" means user and
#   all below it, "*" every one. A label that is not described may be about any, and so may one of a
#   category that is under no root of the taxonomy.
in_categories(label, _) if not label.described

in_categories(label, patterns) if {
	some pattern in patterns
	some category in label.categories
	_matches(pattern, category)
}

in_categories(label, patterns) if {
	some pattern in patterns
	some category in label.categories
	some name in data.facts.taxonomy.other_names[category]
	_matches(pattern, name)
}

in_categories(label, _) if {
	some category in label.categories
	root := split(category, ".")[0]
	roots := data.facts.taxonomy.roots
	not root in roots
}

_matches("*", _)

_matches(pattern, category) if pattern == category

_matches(pattern, category) if {
	endswith(pattern, ".*")
	startswith(concat("", [category, "."]), trim_suffix(pattern, "*"))
}

_label(entry) := object.union(entry, {"described": true}) if _is_described(entry)

_label(entry) := {
	"id": _name(entry),
	"origin": null,
	"classification": null,
	"categories": [],
	"retention_days": null,
	"described": false,
} if {
	not _is_described(entry)
}

_is_described(entry) if {
	is_string(entry.id)
	is_string(entry.origin)
	is_number(data.facts.classification_order[entry.classification])
	_is_retention(entry.retention_days)
	is_array(entry.categories)
	every category in entry.categories { is_string(category) }
}

_is_retention(null)

_is_retention(days) if is_number(days)

# Not by `not is_string(entry.id)`: with no id at all that would be undefined, and so would the label.
_name(entry) := entry.id if {
	is_string(entry.id)
} else := "data without a readable label"
