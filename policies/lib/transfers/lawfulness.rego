# METADATA
# title: Whether a label may cross a border
# description: >-
#   Data stays under the law of its origin wherever it goes. That law lets it leave freely, or to
#   countries it found adequate, or on a declared transfer mechanism. See `readable` for what cannot
#   be read.
package lib.transfers

import data.lib.calendar
import data.lib.labels
import data.lib.nodes

# METADATA
# description: >-
#   the body of law data from a country is under. A country that belongs to none of those known is
#   taken as one of its own: nothing is adequate to it, so leaving it needs a transfer mechanism.
regime(country) := object.get(data.facts.regimes, country, country)

# METADATA
# description: every node of a kind with each of its labels that transfer law is about, as [node, label]
personal(kind) := [[node, label] |
	some [node, label] in labelled(kind)
	labels.in_categories(label, data.params.transfer.categories)
]

# METADATA
# description: every node of a kind with each of its labels, as [node, label]
labelled(kind) := [[node, label] |
	some node in nodes.of_kinds([kind])
	some label in labels.held(nodes.prop(node, "data"))
]

# METADATA
# description: >-
#   whether a label leaves its origin's law for a country. One that is not described, and a country
#   that is not known, always do.
leaves(label, country) if not _stays(label, country)

# METADATA
# description: whether a label may cross into a country on a transfer mechanism (null for none)
lawful(label, country, mechanism) if count(grounds(label, country, mechanism)) > 0

# METADATA
# description: >-
#   what lets a label cross into a country: "home" (it does not leave), "free" (its law asks
#   nothing), "adequacy", "accepted adequacy" (limited to recipients whom somebody checked) and
#   "transfer_mechanism"
grounds(label, country, mechanism) := (((home | free) | adequacy) | accepted) | on_mechanism if {
	home := {"home" | _stays(label, country)}
	free := {"free" | _free(label, country)}
	adequacy := {"adequacy" | _adequate(label, country)}
	accepted := {"accepted adequacy" | _accepted(label, country)}
	on_mechanism := {"transfer_mechanism" | mechanism_holds(label, country, mechanism)}
}

# METADATA
# description: whether a transfer mechanism is declared, whatever it is worth
declared(mechanism) if is_string(mechanism.type)

# METADATA
# description: the finding of adequacy of a country by the law of a label's origin, while it is in force
finding(label, country) := found if {
	label.described
	found := data.facts.adequacy[regime(label.origin)][country]
	calendar.open_until(found.until)
}

# METADATA
# description: the finding, where it holds only for certain recipients
limited(label, country) := found if {
	found := finding(label, country)
	found.conditional != false
}

# METADATA
# description: the rule of transfer of a label's origin; undefined where none is known
rule(label) := data.facts.transfer_rules[regime(label.origin)] if label.described

# METADATA
# description: what is wrong with a declared transfer mechanism; undefined when it holds
flaw(label, country, mechanism) := "the parameters do not accept it" if {
	type := field(mechanism, "type")
	not type in data.params.transfer.accepted_mechanisms
} else := sprintf("the law of %v knows no such transfer mechanism", [label.origin]) if {
	not _known_to(label, field(mechanism, "type"))
} else := "it names no evidence" if {
	not nodes.has_text(field(mechanism, "evidence"))
} else := "it does not say until when it holds" if {
	not is_string(field(mechanism, "valid_to"))
} else := "it has ended" if {
	not calendar.not_past(field(mechanism, "valid_to"))
} else := "no framework of which the recipient could be a member covers that country" if {
	mechanism.type == "dpf"
	not has_framework(label, country)
}

# METADATA
# description: whether a declared transfer mechanism carries a crossing today
mechanism_holds(label, country, mechanism) if {
	declared(mechanism)
	is_string(country)
	not flaw(label, country, mechanism)
}

# METADATA
# description: whether the law of a label's origin lets a transfer mechanism carry occasional transfers only
only_occasional(label, type) if rule(label).mechanisms[type].occasional == true

_stays(label, country) if {
	label.described
	is_string(country)
	regime(country) == regime(label.origin)
}

_free(label, country) if {
	is_string(country)
	rule(label).model == "open"
}

_free(label, country) if {
	is_string(country)
	rule(label).model == "blacklist"
	blacklist := rule(label).blacklist
	not country in blacklist
}

_adequate(label, country) if finding(label, country).conditional == false

_accepted(label, country) if {
	limited(label, country)
	country in data.params.transfer.accept_conditional
}

_known_to(label, _) if not rule(label)

_known_to(label, type) if rule(label).mechanisms[type]
