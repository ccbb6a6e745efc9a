# METADATA
# title: Every border personal data crosses has a transfer mechanism
# description: >-
#   Data stays under the law of its origin wherever it goes. Each border a label crosses into a
#   country outside its origin's regime needs a finding of adequacy that is in force, or a declared
#   transfer mechanism. This rule judges the data itself, moved or copied; models (TRF-07), updates
#   of models (TRF-08) and remote support (TRF-09) have rules of their own, as have a transfer
#   mechanism that does not hold (TRF-02) and adequacy that is limited to some recipients (TRF-03).
#   Of every transfer that something allows it says on what ground, for the register.
#   A label whose origin or categories are not known is taken for personal data, and so is one of a
#   country whose law is not known. Where a verified finding would be needed and the fact is not
#   verified, nothing is determined.
# custom:
#   id: TRF-01
#   severity: critical
#   scope: graph
#   message: "{node}: {data} crosses from {from_country} to {to_country} by {link}; no adequacy covers it and no transfer mechanism is declared"
#   risk: >-
#     A transfer that nothing allows is unlawful from its first byte. The authority can stop it and
#     order what was learned from the data to be deleted, models included.
#   fix: >-
#     Declare the flow with a transfer mechanism (type, evidence, valid_to), or keep the data out of
#     that country.
#   controls:
#     - gdpr:44
#     - gdpr:45
#     - gdpr:46(2)(b)
#     - gdpr:46(2)(c)
#     - gdpr:30(1)(e)
#     - gdpr:30(2)(c)
#     - nist-800-53r5:CM-13
#     - nist-800-53r5:AC-4
#   needs:
#     topology.transfer: [data, to_country, flow_kind, form, link, transfer_mechanism]
#   params: [transfer.categories, transfer.accepted_mechanisms, transfer.accept_conditional]
#   effective_on: "2026-01-01"
package transfer.mechanism_for_every_border

import data.lib.nodes
import data.lib.transfers

deny contains finding if {
	some [transfer, label] in transfers.personal("topology.transfer")
	transfers.without_ground(transfer, label)
	nodes.prop(transfer, "flow_kind") != "support"
	form := nodes.prop(transfer, "form")
	not form in {"derived", "federated"}
	finding := {
		"node": transfer.id,
		"vars": transfers.route(transfer, label),
	}
}

qualified contains note if some note in transfers.unreadable_notes(rego.metadata.chain(), [transfer |
	some [transfer, _] in transfers.personal("topology.transfer")
])

qualified contains note if {
	some [transfer, label] in transfers.personal("topology.transfer")
	source := transfers.unsure(label, transfer.props.to_country, nodes.prop(transfer, "transfer_mechanism"))
	note := {
		"node": transfer.id,
		"outcome": "undetermined",
		"because": sprintf("it rests on a fact that nobody verified: %s", [source]),
	}
}

qualified contains note if {
	some [transfer, label] in transfers.labelled("topology.transfer")
	note := {
		"node": transfer.id,
		"outcome": "passed",
		"because": transfers.ground(transfer, label),
	}
}
