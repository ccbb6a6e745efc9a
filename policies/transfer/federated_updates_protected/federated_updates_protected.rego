# METADATA
# title: Updates of federated models leave protected or on a transfer mechanism
# description: >-
#   Updates of a model trained where the data is carry the labels of that data: gradients give back
#   much of what they were computed from. They are set free only by secure aggregation and
#   differential privacy together, each with a dated finding, and with an epsilon of at most
#   params.transfer.epsilon_max. An update that crosses a border otherwise needs what the data
#   itself would need.
# custom:
#   id: TRF-08
#   severity: critical
#   scope: graph
#   message: "{node}: {data} in {carrier} goes from {from_country} to {to_country}: {problem}"
#   risk: >-
#     Whoever receives the updates of one site can reconstruct pictures of its patients. Federated
#     learning without protection is a transfer that calls itself none.
#   fix: >-
#     Evidence secure aggregation and differential privacy under the asset's federated, or declare a
#     transfer mechanism for the flow.
#   controls:
#     - gdpr:44
#     - gdpr:25(1)
#     - gdpr:32(1)(a)
#     - gdpr:30(1)(e)
#     - nist-800-53r5:CM-13
#   needs:
#     topology.transfer: [data, flow_kind, form, link, transfer_mechanism, carrier]
#     topology.transform: [asset, data, claim, secure_aggregation, differential_privacy, effective]
#   params: [transfer.categories, transfer.accepted_mechanisms, transfer.accept_conditional, transfer.evidence_max_age_days, transfer.epsilon_max]
#   effective_on: "2026-01-01"
package transfer.federated_updates_protected

import data.lib.labels
import data.lib.nodes
import data.lib.transfers

deny contains finding if {
	some [transfer, label] in transfers.personal("topology.transfer")
	transfers.without_ground(transfer, label)
	nodes.prop(transfer, "flow_kind") != "support"
	transfer.props.form == "federated"
	route := transfers.route(transfer, label)
	finding := {
		"node": transfer.id,
		"vars": {
			"data": route.data,
			"carrier": nodes.shown(nodes.prop(transfer, "carrier")),
			"from_country": route.from_country,
			"to_country": route.to_country,
			"problem": "no secure aggregation with differential privacy, no adequacy and no transfer mechanism",
		},
	}
}

deny contains finding if {
	some transform in _claims
	transform.props.claim == "federated"
	some problem in _claim_problems(transform)
	finding := {
		"node": transform.id,
		"vars": {
			"data": labels.names(labels.held(nodes.prop(transform, "data"))),
			"carrier": nodes.shown(nodes.prop(transform, "asset")),
			"from_country": "anywhere",
			"to_country": "anywhere",
			"problem": problem,
		},
	}
}

qualified contains note if some note in transfers.unreadable_notes(rego.metadata.chain(), [transfer |
	some [transfer, _] in transfers.personal("topology.transfer")
])

qualified contains note if {
	some transform in _claims
	not nodes.has_text(nodes.prop(transform, "claim"))
	note := {"node": transform.id, "outcome": "undetermined", "because": "the claim cannot be read"}
}

qualified contains note if {
	some transform in _claims
	transform.props.claim == "federated"
	count(_claim_problems(transform)) == 0
	note := {
		"node": transform.id,
		"outcome": "conditional",
		"because": sprintf("its updates say nothing of anybody on %s (secure aggregation) and %s (differential privacy)", [
			transform.props.secure_aggregation.evidence,
			transform.props.differential_privacy.evidence,
		]),
	}
}

_claim_problems(transform) := _missing(transform) | _weak(transform)

_missing(transform) := {problem |
	limit := data.params.transfer.evidence_max_age_days
	some name, title in {
		"secure_aggregation": "secure aggregation",
		"differential_privacy": "differential privacy",
	}
	flaw := transfers.evidence_flaw(nodes.prop(transform, name), limit)
	problem := sprintf("%s is said to protect it, but %s", [title, flaw])
}

_weak(transform) := {problem |
	privacy := nodes.prop(transform, "differential_privacy")
	not _is_private(privacy)
	problem := sprintf("differential privacy with an epsilon of %v hides nobody: at most %v counts", [
		nodes.shown(nodes.part(transform, ["differential_privacy", "epsilon"])),
		data.params.transfer.epsilon_max,
	])
}

_is_private(privacy) if {
	is_number(privacy.epsilon)
	privacy.epsilon >= 0
	privacy.epsilon <= data.params.transfer.epsilon_max
}

# Claims about data that transfer law is not about set nothing free that it binds.
_claims contains transform if some [transform, _] in transfers.personal("topology.transform")
