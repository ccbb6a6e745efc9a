# METADATA
# title: Models learned from personal data leave on a transfer mechanism or on evidence of anonymity
# description: >-
#   Weights, embeddings and other data derived from personal data carry its labels: whether a model
#   is anonymous is for its controller to show, case by case. A model that crosses a border needs
#   what the data itself would need, unless a dated finding of anonymity sets it free. A claim that
#   is not in force, names no evidence, or is older than params.transfer.evidence_max_age_days sets
#   nothing free and is told here too.
# custom:
#   id: TRF-07
#   severity: critical
#   scope: graph
#   message: "{node}: {data} in {carrier} goes from {from_country} to {to_country}: {problem}"
#   risk: >-
#     A model can give back what it was trained on. Sent abroad without a transfer mechanism it
#     takes the people in its data along, and an order to delete it reaches every device that runs
#     it.
#   fix: >-
#     Have the model assessed and declare it anonymous with evidence and date, or declare a transfer
#     mechanism for the flow.
#   controls:
#     - gdpr:44
#     - gdpr:46(2)(c)
#     - gdpr:4(5)
#     - gdpr:30(1)(e)
#     - nist-800-53r5:CM-13
#   needs:
#     topology.transfer: [data, flow_kind, form, link, transfer_mechanism, carrier]
#     topology.transform: [asset, data, claim, anonymity, effective]
#   params: [transfer.categories, transfer.accepted_mechanisms, transfer.accept_conditional, transfer.evidence_max_age_days]
#   effective_on: "2026-01-01"
package transfer.models_with_anonymity_or_mechanism

import data.lib.labels
import data.lib.nodes
import data.lib.transfers

deny contains finding if {
	some [transfer, label] in transfers.personal("topology.transfer")
	transfers.without_ground(transfer, label)
	nodes.prop(transfer, "flow_kind") != "support"
	transfer.props.form == "derived"
	route := transfers.route(transfer, label)
	finding := {
		"node": transfer.id,
		"vars": {
			"data": route.data,
			"carrier": nodes.shown(nodes.prop(transfer, "carrier")),
			"from_country": route.from_country,
			"to_country": route.to_country,
			"problem": "no evidence of anonymity, no adequacy and no transfer mechanism",
		},
	}
}

deny contains finding if {
	some transform in _claims
	transform.props.claim == "anonymous"
	problem := _claim_problem(transform)
	finding := {
		"node": transform.id,
		"vars": {
			"data": labels.names(labels.held(nodes.prop(transform, "data"))),
			"carrier": nodes.shown(nodes.prop(transform, "asset")),
			"from_country": "anywhere",
			"to_country": "anywhere",
			"problem": sprintf("it is said to be anonymous, but %s", [problem]),
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
	transform.props.claim == "anonymous"
	not _claim_problem(transform)
	found := nodes.prop(transform, "anonymity")
	note := {
		"node": transform.id,
		"outcome": "conditional",
		"because": sprintf("it counts as anonymous on %s, assessed %s", [found.evidence, found.assessed]),
	}
}

_claim_problem(transform) := problem if {
	limit := data.params.transfer.evidence_max_age_days
	problem := transfers.evidence_flaw(nodes.prop(transform, "anonymity"), limit)
}

_claim_problem(transform) := "nobody can say that it is in force" if {
	limit := data.params.transfer.evidence_max_age_days
	not transfers.evidence_flaw(nodes.prop(transform, "anonymity"), limit)
	nodes.prop(transform, "effective") != true
}

# Claims about data that transfer law is not about set nothing free that it binds.
_claims contains transform if some [transform, _] in transfers.personal("topology.transform")
