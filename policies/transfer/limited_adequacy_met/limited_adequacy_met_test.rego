package transfer.limited_adequacy_met_test

import data.lib.samples
import data.transfer.limited_adequacy_met as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_noted(input_) := {note.outcome | some note in notes} if {
	notes := rule.qualified with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_accepting(countries) := object.union(
	samples.law_params,
	{"transfer": object.union(samples.law_params.transfer, {"accept_conditional": countries})},
)

_us := samples.transferred({"to_country": "US"})

test_a_recipient_nobody_checked_fails if {
	some finding in _denied(_us)
	finding.vars.condition == "the recipient is listed under the Data Privacy Framework"
	count(_denied(_us)) == 1
}

test_a_checked_country_is_a_condition if {
	denied := rule.deny with input as _us with data.params as _accepting(["US"]) with data.facts as samples.law_facts
	denied == set()
	notes := rule.qualified with input as _us with data.params as _accepting(["US"]) with data.facts as samples.law_facts
	{note.outcome | some note in notes} == {"conditional"}
}

test_a_mechanism_is_judged_elsewhere if {
	_denied(samples.transferred({"to_country": "US", "transfer_mechanism": samples.scc})) == set()
	ended := object.union(samples.scc, {"valid_to": "2020-01-01"})
	_denied(samples.transferred({"to_country": "US", "transfer_mechanism": ended})) == set()
}

test_whole_adequacy_and_none_are_judged_elsewhere if {
	_denied(samples.transferred({"to_country": "BR"})) == set()
	_denied(samples.transferred({"to_country": "IN"})) == set()
}

test_what_cannot_be_read_is_undetermined if {
	every name in ["data", "flow_kind", "form", "link", "transfer_mechanism"] {
		every silence in [samples.unknown, samples.secret, [[]]] {
			"undetermined" in _noted(samples.transferred({name: silence}))
		}
	}
}
