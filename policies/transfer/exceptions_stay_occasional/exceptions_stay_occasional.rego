# METADATA
# title: Exceptions carry occasional transfers only
# description: >-
#   Consent, necessity for a contract and the other derogations are exceptions, which the law of the
#   origin allows for transfers that are not systematic. A flow on such a transfer mechanism says
#   that it is occasional; a copy that a resource makes by itself, and a flow that does not say how
#   often it happens, is not.
# custom:
#   id: TRF-05
#   severity: high
#   scope: graph
#   message: "{node}: {data} crosses from {from_country} to {to_country} by {link}; {type} carries occasional transfers only, and this one is {frequency}"
#   risk: >-
#     A transfer that happens every day is no exception. The authority treats it as one without any
#     transfer mechanism, from the first day.
#   fix: >-
#     Declare clauses, binding rules or another transfer mechanism made for systematic transfers, or
#     make the flow occasional and say so.
#   controls:
#     - gdpr:49
#     - gdpr:44
#     - nist-800-53r5:CM-13
#   needs:
#     topology.transfer: [data, link, transfer_mechanism, frequency]
#   params: [transfer.categories, transfer.accepted_mechanisms, transfer.accept_conditional]
#   effective_on: "2026-01-01"
package transfer.exceptions_stay_occasional

import data.lib.nodes
import data.lib.transfers

deny contains finding if {
	some [transfer, label] in transfers.personal("topology.transfer")
	mechanism := nodes.prop(transfer, "transfer_mechanism")
	country := nodes.prop(transfer, "to_country")
	nodes.has_text(country)
	transfers.only_occasional(label, mechanism.type)
	transfers.leaves(label, country)
	not transfers.lawful(label, country, null)
	nodes.prop(transfer, "frequency") != "occasional"
	finding := {
		"node": transfer.id,
		"vars": object.union(transfers.route(transfer, label), {
			"type": mechanism.type,
			"frequency": _frequency(nodes.prop(transfer, "frequency")),
		}),
	}
}

qualified contains note if some note in transfers.unreadable_notes(rego.metadata.chain(), [transfer |
	some [transfer, _] in transfers.personal("topology.transfer")
])

_frequency(frequency) := frequency if {
	nodes.has_text(frequency)
} else := "of no stated frequency"
