# METADATA
# title: Every border personal data crosses has a legal basis
# description: >-
#   Data stays under the law of its origin wherever it goes. Each border a label crosses into a
#   country outside its origin's regime needs a finding of adequacy that is in force, or a basis of an
#   accepted type with evidence and an end that is not past; both are judged at the instant of the
#   evaluation. Adequacy that depends on the recipient counts only for countries in
#   params.transfer.accept_conditional. A basis without an end is not accepted: nobody ever has to look
#   at it again. Labels outside params.transfer.categories are not personal data and not judged;
#   those of unknown origin or category are.
# custom:
#   id: TRF-01
#   severity: critical
#   scope: graph
#   message: "{node}: {data} crosses from {from_country} to {to_country} by {link}; {problem}"
#   risk: >-
#     A transfer without a basis is unlawful from its first byte. The authority can stop it and order
#     what was learned from the data to be deleted, models included.
#   fix: Declare the flow with a basis (type, evidence, valid_to), or keep the data out of that country.
#   controls:
#     - gdpr:44
#     - gdpr:45
#     - gdpr:46(2)(b)
#     - gdpr:46(2)(c)
#     - gdpr:30(1)(e)
#     - nist-800-53r5:CM-13
#     - nist-800-53r5:AC-4
#   needs:
#     topology.holding: [data, crossings]
#   params: [transfer.categories, transfer.accepted_bases, transfer.accept_conditional]
#   effective_on: "2026-01-01"
package transfer.basis_for_every_border

import data.lib.labels
import data.lib.law
import data.lib.nodes

deny contains finding if {
	some holding in nodes.of_kinds(["topology.holding"])
	some label in labels.held(nodes.prop(holding, "data"))
	labels.in_categories(label, data.params.transfer.categories)
	some crossing in nodes.entries(nodes.prop(holding, "crossings"))
	_leaves(label, crossing)
	not _lawful(label, crossing)
	finding := {
		"node": holding.id,
		"vars": {
			"data": label.id,
			"link": _shown(crossing, "link"),
			"from_country": _shown(crossing, "from_country"),
			"to_country": _shown(crossing, "to_country"),
			"problem": _problem(crossing),
		},
		"witness": nodes.steps(holding),
	}
}

# Whether it goes to a country under another law than the label's.
_leaves(label, crossing) if not _stays(label, crossing)

_stays(label, crossing) if {
	label.described
	law.regime(crossing.to_country) == law.regime(label.origin)
}

_lawful(label, crossing) if {
	accepted := data.params.transfer.accept_conditional
	law.adequate(law.regime(label.origin), crossing.to_country, accepted)
}

_lawful(label, crossing) if {
	regime := law.regime(label.origin)
	accepted := data.params.transfer.accepted_bases
	law.basis_holds(regime, crossing.to_country, crossing.basis, accepted)
}

_problem(crossing) := "no adequacy covers it and no basis is declared" if not crossing.basis.type

_problem(crossing) := problem if {
	basis := crossing.basis
	problem := sprintf("no adequacy covers it and its basis (%v, evidence %v, valid to %v) does not hold", [
		basis.type,
		_shown(basis, "evidence"),
		_shown(basis, "valid_to"),
	])
}

_shown(value, name) := nodes.shown(value[name])

_shown(value, name) := "not known" if not value[name]
