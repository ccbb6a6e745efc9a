package lib.transfers

# METADATA
# description: >-
#   whether a declared transfer mechanism shows that the condition of a duty is met under which a
#   label may go into a country. The law says which types do: clauses are no security assessment.
meets(label, country, mechanism, duty) if {
	mechanism_holds(label, country, mechanism)
	mechanism.type in duty.met_by
}
