# METADATA
# title: A declared basis holds for its transfer
# description: >-
#   A basis that somebody declared carries a transfer if the parameters accept its type, the law of
#   the data's origin knows it, it names evidence, and it has an end that is not past: one without
#   an end is never looked at again. Membership of the Data Privacy Framework (dpf) carries a
#   transfer only into a country that the framework covers. Where the law of the origin lets the
#   data go anyway, the basis need not hold. Nobody here reads the document: a transfer that stands
#   on it is conditional on that evidence.
# custom:
#   id: TRF-02
#   severity: critical
#   scope: graph
#   message: "{node}: {data} crosses from {from_country} to {to_country} by {link}; its basis ({basis}) does not hold: {problem}"
#   risk: >-
#     Clauses that ended, or that were never signed, protect nobody; the transfer is as unlawful as
#     one without any.
#   fix: >-
#     Renew the basis and declare its evidence and end, choose one the origin's law knows, or stop
#     the flow.
#   controls:
#     - gdpr:46(2)(b)
#     - gdpr:46(2)(c)
#     - gdpr:47
#     - gdpr:49
#     - gdpr:30(1)(e)
#     - nist-800-53r5:CM-13
#     - nist-800-53r5:AC-4
#   needs:
#     topology.transfer: [data, mechanism, form, link, basis]
#   params: [transfer.categories, transfer.accepted_bases, transfer.accept_conditional]
#   effective_on: "2026-01-01"
package transfer.declared_basis_holds

import data.lib.nodes
import data.lib.transfers

deny contains finding if {
	some [transfer, label] in transfers.personal("topology.transfer")
	basis := nodes.prop(transfer, "basis")
	transfers.declared(basis)
	country := nodes.prop(transfer, "to_country")
	nodes.has_text(country)
	not transfers.lawful(label, country, basis)
	finding := {
		"node": transfer.id,
		"vars": object.union(transfers.route(transfer, label), {
			"basis": transfers.shown(basis),
			"problem": transfers.flaw(label, country, basis),
		}),
		"witness": nodes.steps(transfer),
	}
}

qualified contains note if {
	some [transfer, label] in transfers.personal("topology.transfer")
	basis := nodes.prop(transfer, "basis")
	country := nodes.prop(transfer, "to_country")
	transfers.basis_holds(label, country, basis)
	not transfers.settled(label, country)
	note := {
		"node": transfer.id,
		"outcome": "conditional",
		"because": sprintf("%s goes to %s on %s", [
			label.id,
			nodes.shown(country),
			transfers.shown(basis),
		]),
		"witness": nodes.steps(transfer),
	}
}

qualified contains note if some note in transfers.unreadable_notes(rego.metadata.chain(), [transfer |
	some [transfer, _] in transfers.personal("topology.transfer")
])
