# METADATA
# title: A declared transfer mechanism holds for its transfer
# description: >-
#   A transfer mechanism that somebody declared carries a transfer if the parameters accept its
#   type, the law of the data's origin knows it, it names evidence, and it has an end that is not
#   past: one without an end is never looked at again. Membership of the Data Privacy Framework
#   (dpf) carries a transfer only into a country that the framework covers. Where the law of the
#   origin lets the data go anyway, the transfer mechanism need not hold. Nobody here reads the
#   document: a transfer that stands on it is conditional on that evidence.
# custom:
#   id: TRF-02
#   severity: critical
#   scope: graph
#   message: "{node}: {data} crosses from {from_country} to {to_country} by {link}; its transfer mechanism ({transfer_mechanism}) does not hold: {problem}"
#   risk: >-
#     Clauses that ended, or that were never signed, protect nobody; the transfer is as unlawful as
#     one without any.
#   fix: >-
#     Renew the transfer mechanism and declare its evidence and end, choose one the origin's law
#     knows, or stop the flow.
#   controls:
#     - gdpr:46(2)(b)
#     - gdpr:46(2)(c)
#     - gdpr:47
#     - gdpr:49
#     - gdpr:30(1)(e)
#     - nist-800-53r5:CM-13
#     - nist-800-53r5:AC-4
#   needs:
#     topology.transfer: [data, flow_kind, form, link, transfer_mechanism]
#   params: [transfer.categories, transfer.accepted_mechanisms, transfer.accept_conditional]
#   effective_on: "2026-01-01"
package transfer.declared_mechanism_holds

import data.lib.nodes
import data.lib.transfers

deny contains finding if {
	some [transfer, label] in transfers.personal("topology.transfer")
	mechanism := nodes.prop(transfer, "transfer_mechanism")
	transfers.declared(mechanism)
	country := nodes.prop(transfer, "to_country")
	nodes.has_text(country)
	not transfers.lawful(label, country, mechanism)
	finding := {
		"node": transfer.id,
		"vars": object.union(transfers.route(transfer, label), {
			"transfer_mechanism": transfers.shown(mechanism),
			"problem": transfers.flaw(label, country, mechanism),
		}),
	}
}

qualified contains note if {
	some [transfer, label] in transfers.personal("topology.transfer")
	mechanism := nodes.prop(transfer, "transfer_mechanism")
	country := nodes.prop(transfer, "to_country")
	transfers.mechanism_holds(label, country, mechanism)
	not transfers.settled(label, country)
	note := {
		"node": transfer.id,
		"outcome": "conditional",
		"because": sprintf("%s goes to %s on %s", [
			label.id,
			nodes.shown(country),
			transfers.shown(mechanism),
		]),
	}
}

qualified contains note if some note in transfers.unreadable_notes(rego.metadata.chain(), [transfer |
	some [transfer, _] in transfers.personal("topology.transfer")
])
