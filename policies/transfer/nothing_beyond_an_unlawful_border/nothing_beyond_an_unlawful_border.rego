# METADATA
# title: Nothing lies beyond a border that data crossed unlawfully
# description: >-
#   A place that data reaches only over a border it may not cross holds it unlawfully, however
#   lawful the last step was. For every holding of a label the crossings on its shortest witness
#   path are judged as transfers are; this rule names the places behind an unlawful one, and of
#   several unlawful ones the last. The crossing itself is told by TRF-01, TRF-02, TRF-03, TRF-07, TRF-08 or TRF-09.
# custom:
#   id: TRF-06
#   severity: high
#   scope: graph
#   message: "{node} holds {data} that came over an unlawful border: from {from_country} to {to_country} by {link}"
#   risk: >-
#     What was learned or copied behind the border has to go when the transfer is stopped. Whoever
#     mends only the first step leaves the rest in place.
#   fix: >-
#     Give the crossing it came over a transfer mechanism, or remove what lies behind it.
#   controls:
#     - gdpr:44
#     - gdpr:5(1)(a)
#     - nist-800-53r5:CM-13
#     - nist-800-53r5:AC-4
#   needs:
#     topology.holding: [data, last_crossing, went_on]
#   params: [transfer.categories, transfer.accepted_mechanisms, transfer.accept_conditional]
#   effective_on: "2026-01-01"
package transfer.nothing_beyond_an_unlawful_border

import data.lib.nodes
import data.lib.transfers

deny contains finding if {
	some [holding, label] in _held
	crossing := transfers.crossings[_behind_unlawful[_passed(holding)]]
	finding := {
		"node": holding.id,
		"vars": {
			"data": label.id,
			"from_country": nodes.shown(nodes.prop(crossing, "from_country")),
			"to_country": nodes.shown(nodes.prop(crossing, "to_country")),
			"link": nodes.shown(nodes.prop(crossing, "link")),
		},
	}
}

# What cannot be read of a crossing is TRF-01's matter where nothing comes after it.
qualified contains note if {
	some [holding, _] in _held
	transfers.is_hidden_path(_passed(holding))
	note := {
		"node": holding.id,
		"outcome": "undetermined",
		"because": "a border that its data crossed on the way cannot be read",
	}
}

qualified contains note if some note in transfers.unreadable_notes(rego.metadata.chain(), [holding |
	some [holding, _] in _held
])

_held := transfers.personal("topology.holding")

_behind_unlawful := transfers.nearest({transfer.id |
	some [transfer, label] in transfers.labelled("topology.transfer")
	transfers.readable_crossing(transfer.props)
	country := nodes.prop(transfer, "to_country")
	mechanism := nodes.prop(transfer, "transfer_mechanism")
	not transfers.lawful(label, country, mechanism)
})

# The last border on the way of a holding that something comes after: a step inside the country, or
# another border. Null where there is none.
_passed(holding) := nodes.prop(transfers.crossings[last], "previous_crossing") if {
	nodes.prop(holding, "went_on") == false
	last := nodes.prop(holding, "last_crossing")
} else := nodes.prop(holding, "last_crossing")
