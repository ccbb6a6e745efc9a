# METADATA
# title: Confidential data about no one is out of reach of foreign authorities
# description: >-
#   Cloud providers in the Union must keep foreign authorities from data that is not personal where
#   that would break Union law, and the owner chooses the provider. A label of the Union's that is
#   about no one and classified params.transfer.non_personal_from or higher is held in a region only
#   if its operator's ultimate parent is in params.transfer.non_personal_parents: a parent elsewhere
#   answers to its own authorities.
# custom:
#   id: TRF-12
#   severity: medium
#   scope: graph
#   message: "{node} holds {data}, which is {classification} and about no one; the parent of {operator} is in {parent}, outside {allowed}"
#   risk: >-
#     Trade secrets, industrial telemetry and models of processes are ordered from the parent by an
#     authority that never asks a court of the Union.
#   fix: >-
#     Hold the data in a region whose operator's parent is allowed, or accept the parent in
#     params.transfer.non_personal_parents with a reason.
#   controls:
#     - data-act-2023-2854:32
#     - nist-800-53r5:SA-9(8)
#     - eu-sov:SOV-2
#     - secnumcloud-3.2:19.6.a
#     - bsi-c5-2020:INQ-01
#   needs:
#     topology.operator: [data, operator_parent]
#   params: [transfer.non_personal_from, transfer.non_personal_parents]
#   effective_on: "2026-01-01"
package transfer.non_personal_data_shielded

import data.lib.labels
import data.lib.law
import data.lib.nodes

deny contains finding if {
	some region in nodes.of_kinds(["topology.operator"])
	some label in labels.held(nodes.prop(region, "data"))
	_protected(label)
	parent := nodes.prop(region, "operator_parent")
	not law.has_country(data.params.transfer.non_personal_parents, parent)
	finding := {
		"node": region.id,
		"vars": {
			"data": label.id,
			"classification": labels.classification(label),
			"operator": nodes.shown(nodes.prop(region, "operator")),
			"parent": nodes.shown(parent),
			"allowed": concat(", ", data.params.transfer.non_personal_parents),
		},
	}
}

_protected(label) if {
	label.described
	not labels.in_categories(label, ["user.*"])
	label.origin in data.facts.zones[data.facts.non_personal.origin_zone]
	labels.at_least(label, data.params.transfer.non_personal_from)
}

# It may be about no one, and it may be of the Union.
_protected(label) if not label.described
