# METADATA
# title: Regions are controlled from countries their data allows
# description: >-
#   A region's partition has one control plane: names, tags, identities and bills of every region are
#   kept there, and whoever runs it can switch a region off. For each label held in a region its
#   country must be among those that params.sovereignty.control_planes lists for the label's
#   classification. A label without a known classification counts as the highest. A control plane
#   whose country is not known, or that no source confirms, leaves the region undetermined, unless
#   the control plane may be anywhere.
# custom:
#   id: SOV-03
#   severity: medium
#   scope: graph
#   message: "{node} is controlled from {country} and holds {data}, which is {classification}: only control planes in {allowed} may"
#   risk: >-
#     Data that never leaves its country can be read about, locked or lost by an order given, or a
#     failure had, in another.
#   fix: >-
#     Hold the data in a partition that is controlled from an allowed country (a sovereign cloud), or
#     at a site of your own.
#   controls:
#     - eu-sov:SOV-4
#     - secnumcloud-3.2:19.2.c
#     - secnumcloud-3.2:19.2.d
#     - nist-800-53r5:SA-9(5)
#     - bsi-c5-2020:PSS-12
#     - gdpr:28(3)(a)
#   needs:
#     topology.operator: [data]
#   params: [sovereignty.control_planes]
#   effective_on: "2026-01-01"
package sovereignty.control_plane_in_allowed_country

import data.lib.labels
import data.lib.law
import data.lib.nodes

deny contains finding if {
	some region in nodes.of_kinds(["topology.operator"])
	some label in _tied(region)
	classification := labels.classification(label)
	country := nodes.prop(region, "control_plane_country")
	is_string(country)
	not law.has_country(_places(classification), country)
	finding := {
		"node": region.id,
		"vars": {
			"country": country,
			"data": label.id,
			"classification": classification,
			"allowed": concat(", ", _places(classification)),
		},
	}
}

qualified contains note if {
	some region in nodes.of_kinds(["topology.operator"])
	count(_tied(region)) > 0
	because := _doubt(region)
	note := {"node": region.id, "outcome": "undetermined", "because": because}
}

# Labels whose control plane may not be just anywhere.
_tied(region) := [label |
	some label in labels.held(nodes.prop(region, "data"))
	places := _places(labels.classification(label))
	not "*" in places
]

_places(classification) := object.get(data.params.sovereignty.control_planes, classification, [])

_doubt(region) := "the country of its control plane is not known" if {
	country := nodes.prop(region, "control_plane_country")
	not is_string(country)
} else := sprintf("that its control plane is in %v is not confirmed by a source", [country]) if {
	country := nodes.prop(region, "control_plane_country")
	not _is_confirmed(region, country)
}

_is_confirmed(region, country) if {
	some plane in object.get(data.facts, ["control_planes", nodes.part(region, ["location", "cloud"])], {})
	plane.country == country
	_is_region(plane.region, nodes.prop(region, "control_plane_region"))
	plane.confidence in {"verified", "stated"}
}

_is_region(known, found) if known == found

# Of some partitions the country is published and the region is not.
_is_region(null, found) if not is_string(found)
