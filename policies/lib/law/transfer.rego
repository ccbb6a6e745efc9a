package lib.law

import data.lib.calendar

# METADATA
# description: >-
#   the body of law data from a country is under. A country that belongs to none of those known is
#   taken as one of its own: nothing is adequate to it, so leaving it needs a basis.
regime(country) := object.get(data.facts.regimes, country, country)

# METADATA
# description: >-
#   whether a regime's finding of adequacy covers a country today. One that depends on the recipient
#   counts only for countries the organisation has put on the list.
adequate(law, country, conditional_accepted) if {
	finding := data.facts.adequacy[law][country]
	calendar.open_until(finding.until)
	_condition_met(finding, country, conditional_accepted)
}

# METADATA
# description: >-
#   whether a declared basis carries a transfer today: of an accepted type, with evidence, valid to a
#   date that is not past. The Data Privacy Framework also needs the finding it rests on.
basis_holds(law, country, basis, accepted) if {
	basis.type in accepted
	is_string(basis.evidence)
	basis.evidence != ""
	calendar.not_past(basis.valid_to)
	_framework_stands(law, country, basis)
}

_condition_met(finding, _, _) if finding.conditional == false

_condition_met(_, country, accepted) if country in accepted

_framework_stands(_, _, basis) if basis.type != "dpf"

_framework_stands(law, country, _) if calendar.open_until(data.facts.adequacy[law][country].until)
