package lib.transfers

import data.lib.calendar
import data.lib.nodes

# What a finding says of a transfer, and of evidence.

# METADATA
# description: >-
#   whether a transfer has no ground at all: no transfer mechanism is declared, and no finding,
#   limited or not, covers it
without_ground(transfer, label) if {
	country := nodes.prop(transfer, "to_country")
	nodes.has_text(country)
	mechanism := nodes.prop(transfer, "transfer_mechanism")
	not declared(mechanism)
	not lawful(label, country, mechanism)
	not limited(label, country)
}

# METADATA
# description: which label crosses which border by which link, for a finding
route(transfer, label) := {
	"data": label.id,
	"from_country": nodes.shown(nodes.prop(transfer, "from_country")),
	"to_country": nodes.shown(nodes.prop(transfer, "to_country")),
	"link": nodes.shown(nodes.prop(transfer, "link")),
}

# METADATA
# description: >-
#   why a finding {evidence, assessed, valid_to} shows nothing on the day of the verdict, if it is
#   to be at most so many days old; undefined when it does
evidence_flaw(found, limit) := "no evidence is named" if {
	not nodes.has_text(field(found, "evidence"))
} else := "the day it was assessed cannot be read or has not come" if {
	not _has_come(field(found, "assessed"))
} else := sprintf("it has ended (%s)", [found.valid_to]) if {
	end := field(found, "valid_to")
	is_string(end)
	not calendar.not_past(end)
} else := "its end cannot be read" if {
	not _has_end(found)
} else := sprintf("its assessment of %s is more than %v days old", [found.assessed, limit]) if {
	calendar.age(found.assessed) > limit
}

# METADATA
# description: a transfer mechanism, for a finding
shown(mechanism) := sprintf("%v %v, valid to %v", [
	nodes.shown(mechanism.type),
	_part(mechanism, "evidence"),
	_part(mechanism, "valid_to"),
])

# METADATA
# description: a part of a value; null where it has none, whatever the value is
field(value, name) := object.get(value, name, null) if {
	is_object(value)
} else := null

_part(mechanism, name) := nodes.shown(object.get(mechanism, name, null))

_has_come(day) if calendar.age(day) >= 0

_has_end(found) if found.valid_to == null

_has_end(found) if is_string(found.valid_to)
