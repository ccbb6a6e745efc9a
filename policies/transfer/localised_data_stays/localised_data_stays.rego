# METADATA
# title: Data that its country keeps stays in its country
# description: >-
#   Some countries keep certain data: it may not leave (hard), may leave only once a condition is
#   met (conditional), or may leave if a copy as itself stays (mirror). A conditional duty is met by
#   a declared transfer mechanism that holds, of a type that its law says meets it, and is then
#   conditional on its evidence. Duties that begin at a number of people hold for a label that
#   does not say how many.
# custom:
#   id: TRF-11
#   severity: critical
#   scope: graph
#   message: "{node}: {data} must be kept in {country} ({law}): {problem}"
#   risk: >-
#     Localisation is enforced by blocking services and by fines on the local company, whatever the
#     rest of the world thinks of the transfer.
#   fix: >-
#     Keep the data, or a first copy where that is enough, in its country; for a conditional duty
#     declare the transfer mechanism that meets it.
#   controls:
#     - 242-fz:18(5)
#     - pipl:38
#     - pipl:40
#     - gdpr:44
#     - nist-800-53r5:SA-9(5)
#     - nist-800-53r5:CM-12
#   needs:
#     topology.transfer: [data, people, transfer_mechanism]
#     topology.label: [data, people, source_countries]
#   params: [transfer.accepted_mechanisms]
#   effective_on: "2026-01-01"
package transfer.localised_data_stays

import data.lib.labels
import data.lib.nodes
import data.lib.transfers

deny contains finding if {
	some [transfer, label, duty] in _leaving
	problem := _problem(transfer, label, duty)
	finding := {
		"node": transfer.id,
		"vars": {
			"data": label.id,
			"country": duty.country,
			"law": duty.anchor,
			"problem": problem,
		},
	}
}

deny contains finding if {
	some node in nodes.of_kinds(["topology.label"])
	some label in labels.held(nodes.prop(node, "data"))
	some duty in _duties(label, nodes.prop(node, "people"))
	duty.kind == "mirror"
	country := duty.country
	not country in nodes.entries(nodes.prop(node, "source_countries"))
	finding := {
		"node": node.id,
		"vars": {
			"data": label.id,
			"country": duty.country,
			"law": duty.anchor,
			"problem": "no copy of it, as itself, is there",
		},
	}
}

qualified contains note if {
	some [transfer, label, duty] in _leaving
	duty.kind == "conditional"
	not _problem(transfer, label, duty)
	note := {
		"node": transfer.id,
		"outcome": "conditional",
		"because": sprintf("%s leaves %s (%s) on %s, which shows that %s", [
			label.id,
			duty.country,
			duty.anchor,
			transfers.shown(nodes.prop(transfer, "transfer_mechanism")),
			duty.condition,
		]),
	}
}

qualified contains note if {
	some [transfer, _, duty] in _leaving
	duty.confidence == "unverified"
	note := {
		"node": transfer.id,
		"outcome": "undetermined",
		"because": sprintf("a duty that nobody verified keeps it in %s: %s", [duty.country, duty.source]),
	}
}

qualified contains note if some note in transfers.unreadable_notes(rego.metadata.chain(), _bound)

qualified contains note if some note in transfers.destination_notes(_bound)

qualified contains note if {
	some note in transfers.unreadable_notes(rego.metadata.chain(), nodes.of_kinds(["topology.label"]))
}

_bound := [transfer |
	some [transfer, label] in transfers.labelled("topology.transfer")
	_may_be_bound(label)
]

_may_be_bound(label) if not label.described

_may_be_bound(label) if {
	some duty in data.facts.localisation
	duty.country == label.origin
	labels.in_categories(label, duty.categories)
}

_leaving := [[transfer, label, duty] |
	some [transfer, label] in transfers.labelled("topology.transfer")
	some duty in _duties(label, nodes.prop(transfer, "people"))
	duty.country != nodes.prop(transfer, "to_country")
]

_duties(label, people) := [duty |
	label.described
	some duty in data.facts.localisation
	duty.country == label.origin
	labels.in_categories(label, duty.categories)
	not _too_few(people, duty)
]

_too_few(people, duty) if {
	is_number(people)
	people < duty.people_from
}

_problem(transfer, _, duty) := "it leaves" if {
	duty.kind == "hard"
	nodes.has_text(nodes.prop(transfer, "to_country"))
}

_problem(transfer, label, duty) := sprintf("it leaves, and nothing declared shows that %s", [duty.condition]) if {
	duty.kind == "conditional"
	country := nodes.prop(transfer, "to_country")
	nodes.has_text(country)
	not transfers.meets(label, country, nodes.prop(transfer, "transfer_mechanism"), duty)
}
