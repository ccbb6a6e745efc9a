# METADATA
# title: No transfer stands on a contested finding of adequacy alone
# description: >-
#   A finding of adequacy that is before a court can fall between two deployments, as two before it
#   did. A transfer that is lawful only by such a finding has no second transfer mechanism to stand
#   on that day; membership of a framework (dpf) is none, for it falls with the finding. `edgewright
#   check --assume` shows what would then be violated.
# custom:
#   id: TRF-14
#   severity: low
#   scope: graph
#   message: "{node}: {data} crosses from {from_country} to {to_country} by {link}; it stands on a finding of adequacy that is contested: {challenge}"
#   risk: >-
#     On the day of the judgement every such transfer is unlawful at once, and clauses take weeks to
#     sign.
#   fix: >-
#     Sign clauses or binding rules now and declare them with the flow; they rest until they are
#     needed.
#   controls:
#     - gdpr:45
#     - gdpr:46(2)(c)
#     - nist-800-53r5:CM-13
#   needs:
#     topology.transfer: [data, link, transfer_mechanism]
#   params: [transfer.categories, transfer.accepted_mechanisms, transfer.accept_conditional]
#   effective_on: "2026-01-01"
package transfer.mechanism_besides_contested_adequacy

import data.lib.nodes
import data.lib.transfers

deny contains finding if {
	some [transfer, label] in transfers.personal("topology.transfer")
	country := nodes.prop(transfer, "to_country")
	mechanism := nodes.prop(transfer, "transfer_mechanism")
	transfers.only_adequate(label, country, mechanism)
	challenge := transfers.finding(label, country).contested
	nodes.has_text(challenge)
	finding := {
		"node": transfer.id,
		"vars": object.union(transfers.route(transfer, label), {"challenge": challenge}),
	}
}

qualified contains note if some note in transfers.unreadable_notes(rego.metadata.chain(), [transfer |
	some [transfer, _] in transfers.personal("topology.transfer")
])
