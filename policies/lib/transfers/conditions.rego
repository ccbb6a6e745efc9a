package lib.transfers

# METADATA
# description: >-
#   whether a declared basis shows that the condition of a duty is met under which a label may go into
#   a country. A condition that names a type of basis wants that one: clauses are no security
#   assessment.
meets(label, country, basis, duty) if {
	basis_holds(label, country, basis)
	_is_wanted(basis.type, _named(label, duty.condition))
}

_is_wanted(_, named) if count(named) == 0

_is_wanted(type, named) if type in named

_named(label, condition) := {type |
	some type, _ in rule(label).bases
	contains(condition, replace(type, "-", " "))
}
