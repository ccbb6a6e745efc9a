package lib.transfers

# METADATA
# description: >-
#   whether a declared transfer mechanism shows that the condition of a duty is met under which a
#   label may go into a country. A condition that names a type of transfer mechanism wants that one:
#   clauses are no security assessment.
meets(label, country, mechanism, duty) if {
	mechanism_holds(label, country, mechanism)
	_is_wanted(mechanism.type, _named(label, duty.condition))
}

_is_wanted(_, named) if count(named) == 0

_is_wanted(type, named) if type in named

_named(label, condition) := {type |
	some type, _ in rule(label).mechanisms
	contains(condition, replace(type, "-", " "))
}
