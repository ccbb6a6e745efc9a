package lib.transfers

# Which of the grounds a crossing stands on rest on facts that a source confirms.

# METADATA
# description: >-
#   whether the law of its origin lets a label go into a country on nothing but confirmed facts:
#   without a step of anybody's and without evidence
settled(label, country) if {
	some ground in grounds(label, country, null)
	ground in {"home", "free", "adequacy"}
	_is_confirmed(label, country, ground)
}

# METADATA
# description: >-
#   the source of a fact that nobody verified and without which a crossing would not be lawful;
#   undefined where there is none
unsure(label, country, mechanism) := min(sources) if {
	found := grounds(label, country, mechanism)
	count(found) > 0
	every ground in found { not _carries(label, country, mechanism, ground) }
	sources := {source | some ground in found; some source in _unverified(label, country, mechanism, ground)}
}

# METADATA
# description: >-
#   whether a country's adequacy is that of whoever takes part in a Data Privacy Framework in force
has_framework(label, country) if limited(label, country).framework == "dpf"

# METADATA
# description: >-
#   whether a crossing is lawful by the finding of adequacy alone: a membership of the framework falls
#   with the finding it rests on
only_adequate(label, country, mechanism) if {
	found := grounds(label, country, mechanism)
	count(found) > 0
	every ground in found { _falls_with_finding(ground, mechanism) }
}

_falls_with_finding(ground, _) if ground in {"adequacy", "accepted adequacy"}

_falls_with_finding("transfer_mechanism", mechanism) if mechanism.type == "dpf"

_carries(label, country, mechanism, ground) if count(_unverified(label, country, mechanism, ground)) == 0

_is_confirmed(label, country, ground) if _carries(label, country, null, ground)

# The law itself counts for every ground but staying: what it lets go, what it finds, what it takes.
_unverified(label, country, mechanism, ground) := {fact.source |
	ground != "home"
	some fact in array.concat(_rules(label), _findings(label, country, mechanism, ground))
	fact.confidence == "unverified"
}

_rules(label) := [rule(label)]

_rules(label) := [] if not rule(label)

_findings(label, country, mechanism, ground) := [finding(label, country)] if {
	_falls_with_finding(ground, mechanism)
} else := []
