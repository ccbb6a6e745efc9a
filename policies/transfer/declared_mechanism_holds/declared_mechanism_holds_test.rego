package transfer.declared_mechanism_holds_test

import data.lib.samples
import data.transfer.declared_mechanism_holds as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_noted(input_) := {note.outcome | some note in notes} if {
	notes := rule.qualified with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_with(changes) := samples.transferred({"transfer_mechanism": object.union(samples.scc, changes)})

_problems(input_) := {finding.vars.problem | some finding in _denied(input_)}

test_a_mechanism_that_holds_is_a_condition if {
	_denied(_with({})) == set()
	_noted(_with({})) == {"conditional"}
}

test_what_its_law_allows_anyway_needs_no_mechanism if {
	adequate := object.union(_with({}), samples.transferred({"transfer_mechanism": samples.scc, "to_country": "BR"}))
	_denied(adequate) == set()
	_noted(adequate) == set()
	ended := object.union(samples.scc, {"valid_to": "2020-01-01"})
	_denied(samples.transferred({"transfer_mechanism": ended, "to_country": "BR"})) == set()
}

test_no_mechanism_is_judged_elsewhere if _denied(samples.transferred({})) == set()

test_each_flaw_is_told if {
	_problems(_with({"type": "derogation"})) == {"the parameters do not accept it"}
	_problems(_with({"type": "idta"})) == {"the law of DE knows no such transfer mechanism"}
	_problems(_with({"evidence": null})) == {"it names no evidence"}
	_problems(_with({"evidence": " "})) == {"it names no evidence"}
	_problems(_with({"valid_to": null})) == {"it does not say until when it holds"}
	_problems(_with({"valid_to": "2026-11-22"})) == {"it has ended"}
	_problems(_with({"type": "dpf"})) == {"no framework of which the recipient could be a member covers that country"}
}

test_it_holds_through_its_last_day if _denied(_with({"valid_to": "2026-11-23"})) == set()

test_membership_carries_into_the_country_of_the_framework if {
	member := object.union(samples.scc, {"type": "dpf"})
	_denied(samples.transferred({"transfer_mechanism": member, "to_country": "US"})) == set()
	_noted(samples.transferred({"transfer_mechanism": member, "to_country": "US"})) == {"conditional"}
}

test_a_country_nobody_knows_is_judged_elsewhere if {
	_denied(samples.transferred({"transfer_mechanism": samples.scc, "to_country": samples.unknown})) == set()
}

test_a_law_nobody_knows_takes_any_accepted_mechanism if {
	foreign := object.union(samples.camera_frames, {"origin": "TW"})
	_noted(samples.transferred({"data": foreign, "transfer_mechanism": samples.scc})) == {"conditional"}
}

test_data_nobody_describes_is_never_settled if {
	"undetermined" in _noted(samples.transferred({"data": samples.stray, "transfer_mechanism": samples.scc}))
}

test_what_cannot_be_read_is_undetermined if {
	every name in ["data", "flow_kind", "form", "link", "transfer_mechanism"] {
		every silence in [samples.unknown, samples.secret, [[]]] {
			"undetermined" in _noted(samples.transferred({name: silence}))
		}
	}
}

test_membership_carries_nowhere_but_into_the_framework if {
	member := object.union(samples.scc, {"type": "dpf"})
	problem := "no framework of which the recipient could be a member covers that country"
	_problems(samples.transferred({"transfer_mechanism": member, "to_country": "CA"})) == {problem}
}

# Nothing that stands on evidence is passed in silence, whatever else might carry it.
test_a_mechanism_besides_what_is_not_sure_is_a_condition if {
	_noted(samples.transferred({"transfer_mechanism": samples.scc, "to_country": "JP"})) == {"conditional"}
	accepting := object.union(samples.law_params, {"transfer": object.union(
		samples.law_params.transfer,
		{"accept_conditional": ["US"]},
	)})
	notes := rule.qualified with input as samples.transferred({"transfer_mechanism": samples.scc, "to_country": "US"})
		with data.params as accepting
		with data.facts as samples.law_facts
	{note.outcome | some note in notes} == {"conditional"}
}
