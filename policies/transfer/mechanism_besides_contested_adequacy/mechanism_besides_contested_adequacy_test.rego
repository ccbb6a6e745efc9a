package transfer.mechanism_besides_contested_adequacy_test

import data.lib.samples
import data.transfer.mechanism_besides_contested_adequacy as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_noted(input_) := {note.outcome | some note in notes} if {
	notes := rule.qualified with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_accepting := object.union(
	samples.law_params,
	{"transfer": object.union(samples.law_params.transfer, {"accept_conditional": ["US"]})},
)

test_a_contested_finding_alone_fails if {
	some finding in _denied(samples.transferred({"to_country": "UY"}))
	finding.vars.challenge == "a case before the court"
}

test_so_does_an_accepted_one if {
	denied := rule.deny with input as samples.transferred({"to_country": "US"})
		with data.params as _accepting
		with data.facts as samples.law_facts
	{finding.vars.challenge | some finding in denied} == {"C-703/25 P"}
}

test_a_second_mechanism_is_enough if {
	_denied(samples.transferred({"to_country": "UY", "transfer_mechanism": samples.scc})) == set()
}

test_what_nobody_contests_passes if {
	_denied(samples.transferred({"to_country": "BR"})) == set()
	_denied(samples.transferred({"to_country": "IN"})) == set()
}

test_what_cannot_be_read_is_undetermined if {
	every name in ["data", "link", "transfer_mechanism"] {
		every silence in [samples.unknown, samples.secret, [[]]] {
			"undetermined" in _noted(samples.transferred({name: silence}))
		}
	}
}

test_membership_of_a_framework_is_no_second_mechanism if {
	member := object.union(samples.scc, {"type": "dpf"})
	count(_denied(samples.transferred({"to_country": "US", "transfer_mechanism": member}))) == 1
}
