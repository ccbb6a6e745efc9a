package lib.transfers

import data.lib.labels
import data.lib.nodes

# On what ground a label crosses a border, in words for the register of transfers.

# METADATA
# description: >-
#   what lets a label cross the border of a transfer, every ground there is in a fixed order, or why
#   none is needed; undefined where nothing lets it
ground(transfer, label) := sprintf("none needed: no personal data (nothing in %s)", [concat(", ", personal_categories)]) if {
	personal_categories := data.params.transfer.categories
	not labels.in_categories(label, personal_categories)
} else := concat("; ", named) if {
	named := _grounds_in_words(label, nodes.prop(transfer, "to_country"), nodes.prop(transfer, "transfer_mechanism"))
	count(named) > 0
}

# What does not leave the law of its origin needs nothing else.
_grounds_in_words(label, country, mechanism) := [_in_words("home", label, country, mechanism)] if {
	"home" in grounds(label, country, mechanism)
} else := [text |
	found := grounds(label, country, mechanism)
	some ground in ["free", "adequacy", "accepted adequacy", "transfer_mechanism"]
	ground in found
	text := _in_words(ground, label, country, mechanism)
]

_in_words("home", label, country, _) := sprintf(
	"zone: %v is under the law of its origin, %v (%v)",
	[country, label.origin, regime(label.origin)],
)

_in_words("free", label, country, _) := sprintf(
	"none needed: the law of %v asks for no transfer mechanism towards %v (%v)",
	[label.origin, country, rule(label).source],
)

_in_words("adequacy", label, country, _) := sprintf("adequacy: %v", [finding(label, country).source])

_in_words("accepted adequacy", label, country, _) := sprintf(
	"adequacy of certain recipients, accepted by the parameters: %v",
	[finding(label, country).source],
)

_in_words("transfer_mechanism", _, _, mechanism) := sprintf("declared: %v", [shown(mechanism)])
