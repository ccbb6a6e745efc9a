# METADATA
# title: Adequacy limited to certain recipients covers the recipient
# description: >-
#   Some findings of adequacy cover only recipients that meet a condition: organisations listed
#   under the Data Privacy Framework in the United States, or subject to the commercial privacy law
#   of Canada. Without a transfer mechanism of its own a transfer to such a country is covered only
#   if somebody checked its recipients, which params.transfer.accept_conditional says country by
#   country. A transfer that stands on it is conditional on that check.
# custom:
#   id: TRF-03
#   severity: critical
#   scope: graph
#   message: "{node}: {data} crosses from {from_country} to {to_country} by {link}; the finding of adequacy covers only some recipients: {condition}"
#   risk: >-
#     A recipient that is not on the list is in a third country without any protection, and the
#     finding says nothing about it.
#   fix: >-
#     Check that the recipient meets the condition and list the country in
#     params.transfer.accept_conditional, or declare a transfer mechanism.
#   controls:
#     - gdpr:45
#     - gdpr:44
#     - gdpr:30(1)(e)
#     - nist-800-53r5:CM-13
#   needs:
#     topology.transfer: [data, flow_kind, form, link, transfer_mechanism]
#   params: [transfer.categories, transfer.accepted_mechanisms, transfer.accept_conditional]
#   effective_on: "2026-01-01"
package transfer.limited_adequacy_met

import data.lib.nodes
import data.lib.transfers

deny contains finding if {
	some [transfer, label] in transfers.personal("topology.transfer")
	mechanism := nodes.prop(transfer, "transfer_mechanism")
	not transfers.declared(mechanism)
	country := nodes.prop(transfer, "to_country")
	not transfers.lawful(label, country, mechanism)
	limit := transfers.limited(label, country)
	finding := {
		"node": transfer.id,
		"vars": object.union(transfers.route(transfer, label), {"condition": _condition(limit)}),
	}
}

qualified contains note if {
	some [transfer, label] in transfers.personal("topology.transfer")
	mechanism := nodes.prop(transfer, "transfer_mechanism")
	country := nodes.prop(transfer, "to_country")
	"accepted adequacy" in transfers.grounds(label, country, mechanism)
	not transfers.mechanism_holds(label, country, mechanism)
	note := {
		"node": transfer.id,
		"outcome": "conditional",
		"because": sprintf("%s goes to %s, where adequacy covers a recipient only if %s", [
			label.id,
			country,
			_condition(transfers.limited(label, country)),
		]),
	}
}

qualified contains note if some note in transfers.unreadable_notes(rego.metadata.chain(), [transfer |
	some [transfer, _] in transfers.personal("topology.transfer")
])

_condition(limit) := nodes.shown(object.get(limit, "condition", null))
