# METADATA
# title: Nothing lies beyond a border that data crossed unlawfully
# description: >-
#   A place that data reaches only over a border it may not cross holds it unlawfully, however
#   lawful the last step was. For every holding of a label the crossings on its shortest witness
#   path are judged as transfers are; this rule names the places behind an unlawful one. The
#   crossing itself is told by TRF-01, TRF-02, TRF-03, TRF-07, TRF-08 or TRF-09.
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
#     topology.holding: [data]
#   params: [transfer.categories, transfer.accepted_mechanisms, transfer.accept_conditional]
#   effective_on: "2026-01-01"
package transfer.nothing_beyond_an_unlawful_border

import data.lib.nodes
import data.lib.transfers

deny contains finding if {
	some [holding, label] in _held
	crossings := nodes.entries(nodes.prop(holding, "crossings"))
	some number, crossing in crossings
	transfers.readable_crossing(crossing)
	country := transfers.field(crossing, "to_country")
	not transfers.lawful(label, country, transfers.field(crossing, "transfer_mechanism"))
	_is_passed(holding, number, count(crossings))
	finding := {
		"node": holding.id,
		"vars": {
			"data": label.id,
			"from_country": _shown(crossing, "from_country"),
			"to_country": _shown(crossing, "to_country"),
			"link": _shown(crossing, "link"),
		},
		"witness": nodes.steps(holding),
	}
}

# What cannot be read of a crossing is TRF-01's matter where nothing comes after it.
qualified contains note if {
	some [holding, _] in _held
	crossings := nodes.entries(nodes.prop(holding, "crossings"))
	some number, crossing in crossings
	_is_passed(holding, number, count(crossings))
	not transfers.readable_crossing(crossing)
	note := {
		"node": holding.id,
		"outcome": "undetermined",
		"because": "a border that its data crossed on the way cannot be read",
		"witness": nodes.steps(holding),
	}
}

qualified contains note if some note in transfers.unreadable_notes(rego.metadata.chain(), [holding |
	some [holding, _] in _held
])

_held := transfers.personal("topology.holding")

# Whether something comes after the crossing: another one, or a step inside the country.
_is_passed(_, number, crossed) if number < crossed - 1

_is_passed(holding, _, _) if not _ends_with_a_crossing(holding)

_ends_with_a_crossing(holding) if {
	steps := nodes.steps(holding)
	some crossing in nodes.entries(nodes.prop(holding, "crossings"))
	endswith(steps[count(steps) - 1], sprintf(" by %v", [transfers.field(crossing, "link")]))
}

_shown(crossing, name) := nodes.shown(transfers.field(crossing, name))
