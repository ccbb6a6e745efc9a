# METADATA
# title: Resources with labelled data are in a known country
# description: >-
#   Every resource that holds labelled data is in a region whose country is known: it names one, its
#   provider does, or its component said so. A region that edgewright has no country for, a service
#   without a region and a region that only exists once the program has run all count as not known.
#   Every other rule about places leaves such a resource undetermined; this one names it.
# custom:
#   id: RES-02
#   severity: high
#   scope: resource
#   message: "{node} holds {data} in a country that is not known: its region is {region}"
#   risk: >-
#     Where nobody can say where data is, nobody can say under which law it is, and a record of
#     processing cannot be written.
#   fix: Set the region of the resource or of its provider to a fixed text, and one that is listed.
#   controls:
#     - gdpr:30(1)(e)
#     - nist-800-53r5:CM-12
#     - nist-800-53r5:SA-9(5)
#     - bsi-c5-2020:PSS-12
#     - secnumcloud-3.2:19.2.a
#     - azure-policy:e56962a6-4747-49cd-b67b-bf8b01975c4c
#   needs:
#     "*": [data]
#   effective_on: "2026-01-01"
package residency.country_known

import data.lib.labels
import data.lib.nodes

deny contains finding if {
	some node in nodes.having(["data"])
	nodes.country(node) == null
	held := labels.held(nodes.prop(node, "data"))
	count(held) > 0
	finding := {
		"node": node.id,
		"vars": {"data": labels.names(held), "region": _region(node)},
	}
}

_region(node) := region if {
	region := object.get(node, ["props", "location", "region"], null)
	is_string(region)
} else := "not known either"
