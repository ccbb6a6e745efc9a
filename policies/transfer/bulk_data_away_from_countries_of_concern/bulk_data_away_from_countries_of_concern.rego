# METADATA
# title: Sensitive data of the United States in bulk stays out of countries of concern
# description: >-
#   The United States forbids or restricts giving certain data of its people, in bulk, to countries
#   of concern and to whom they control. A label that comes from there, is of one of the classes and
#   is about as many people as the class names does not cross into such a country, nor go to a
#   recipient whose parent is in one. A label that does not say how many people it is about counts
#   as bulk.
# custom:
#   id: TRF-10
#   severity: critical
#   scope: graph
#   message: "{node}: {data} ({class}, {people}) goes to {to_country}, to a recipient with its parent in {parent}: {problem}"
#   risk: >-
#     The rule forbids the transaction itself, with penalties for whoever makes it. No contract
#     cures it.
#   fix: >-
#     Keep the data out of those countries and from recipients they control, or say how many people
#     it is about if they are fewer.
#   controls:
#     - us-28-cfr-202:202.301
#     - us-28-cfr-202:202.401
#     - us-28-cfr-202:202.1001
#     - us-28-cfr-202:202.205
#     - nist-800-53r5:AC-4
#   needs:
#     topology.transfer: [data, people, recipient_parent]
#   effective_on: "2026-01-01"
package transfer.bulk_data_away_from_countries_of_concern

import data.lib.labels
import data.lib.nodes
import data.lib.transfers

deny contains finding if {
	some [transfer, label] in _judged
	some class in data.facts.bulk_data.classes
	labels.in_categories(label, class.categories)
	people := nodes.prop(transfer, "people")
	threshold := class.people
	not _few(people, threshold)
	problem := _problem(transfer)
	finding := {
		"node": transfer.id,
		"vars": {
			"data": label.id,
			"class": class.name,
			"people": _people(people),
			"to_country": nodes.shown(nodes.prop(transfer, "to_country")),
			"parent": nodes.shown(nodes.prop(transfer, "recipient_parent")),
			"problem": problem,
		},
	}
}

qualified contains note if some note in transfers.unreadable_notes(rego.metadata.chain(), [transfer |
	some [transfer, _] in _judged
])

qualified contains note if some note in transfers.destination_notes([transfer | some [transfer, _] in _judged])

_judged := [[transfer, label] |
	some [transfer, label] in transfers.labelled("topology.transfer")
	_from_there(label)
]

_from_there(label) if label.origin == "US"

_from_there(label) if not label.described

_problem(transfer) := "a country of concern" if {
	transfer.props.to_country in data.facts.bulk_data.countries
} else := "it can be kept anywhere, so in a country of concern too" if {
	transfer.props.to_country == "worldwide"
} else := "a recipient that a country of concern controls" if {
	transfer.props.recipient_parent in data.facts.bulk_data.countries
}

_few(people, threshold) if {
	is_number(people)
	people < threshold
}

_people(people) := sprintf("about %v people", [people]) if {
	is_number(people)
} else := "about people nobody counted"
