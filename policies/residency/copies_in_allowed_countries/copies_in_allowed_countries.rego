# METADATA
# title: Copies of data are in countries their origin allows
# description: >-
#   Every copy of a label, in a resource of whatever type, at a site, or delivered to one, must be in a
#   country that each entry of params.residency.allowed for its origin and categories lists. A label that no
#   entry restricts may be anywhere; one whose origin or categories are not known must obey every
#   entry. An entry with carriers "source" leaves what was derived from the data (a model registry,
#   a store or holding whose carrier is another asset) to the transfer rules; where nobody said what
#   a copy is, it is the data itself. A country that cannot be known yet leaves it undetermined; one
#   that is not set or hidden is not allowed. What a resource copies by itself is left to the rule
#   on what makes it (RES-05 to RES-16).
# custom:
#   id: RES-01
#   severity: critical
#   scope: resource
#   message: "{node} holds {data} in {country}, outside {allowed}"
#   risk: >-
#     Data stored outside the places its owner promised is under another country's law, whatever the
#     contract says, and the promise to the people it is about is broken.
#   fix: Move the copy to an allowed country, or list the country in params.residency.allowed.
#   controls:
#     - gdpr:44
#     - gdpr:28(3)(a)
#     - nist-800-53r5:SA-9(5)
#     - nist-800-53r5:CM-12
#     - bsi-c5-2020:PSS-12
#     - secnumcloud-3.2:19.2.a
#     - azure-policy:e56962a6-4747-49cd-b67b-bf8b01975c4c
#     - aws-control-tower:CT.MULTISERVICE.PV.1
#   needs:
#     "*": [location.country, data, carrier]
#     copy.delivery: [data, carrier]
#     topology.holding: [data, carrier, arrived_by]
#   params: [residency.allowed]
#   effective_on: "2026-01-01"
package residency.copies_in_allowed_countries

import data.lib.labels
import data.lib.law
import data.lib.nodes

deny contains finding if {
	some node in _holders
	not _told_elsewhere(node)
	not law.country_in_doubt(node)
	country := nodes.country(node)
	some label in labels.held(nodes.prop(node, "data"))
	some entry in law.restrictions(label)
	law.restricts(entry, node, label)
	not law.allows(entry, country)
	finding := {
		"node": node.id,
		"vars": {
			"data": label.id,
			"country": _place(country),
			"allowed": law.allowed_by(entry),
		},
		"witness": _steps(node, label),
	}
}

# The country of a holding is not needed where another rule tells what brought it there.
qualified contains note if {
	some node in _holders
	not _told_elsewhere(node)
	law.country_in_doubt(node)
	some label in labels.held(nodes.prop(node, "data"))
	some entry in law.restrictions(label)
	law.restricts(entry, node, label)
	note := {
		"node": node.id,
		"outcome": "undetermined",
		"because": sprintf("nobody knows in which country it is, and %s may only be in %s", [
			label.id,
			law.allowed_by(entry),
		]),
		"witness": _steps(node, label),
	}
}

# A copy that a resource makes by itself is told by the rule of what makes it, and what a resource
# holds though nothing brings it there is told of the resource.
_told_elsewhere(node) if {
	node.kind == "topology.holding"
	nodes.prop(node, "arrived_by") in (law.copy_kinds | {"undeclared"})
}

_holders := array.concat(
	nodes.having(["location", "data", "carrier"]),
	nodes.of_kinds(["copy.delivery", "topology.holding"]),
)

_steps(node, label) := law.copy_steps(node, label) if node.kind == "copy.delivery"

# How a label came to a holding is joined to what is found of it.
_steps(node, _) := [] if node.kind != "copy.delivery"

_place(country) := country if is_string(country)

_place(null) := "a country that is not known"
