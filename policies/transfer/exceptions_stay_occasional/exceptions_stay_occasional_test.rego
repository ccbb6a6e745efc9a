package transfer.exceptions_stay_occasional_test

import data.lib.samples
import data.transfer.exceptions_stay_occasional as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_noted(input_) := {note.outcome | some note in notes} if {
	notes := rule.qualified with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_consent := object.union(samples.scc, {"type": "consent"})

_on_consent(frequency) := samples.transferred({"transfer_mechanism": _consent, "frequency": frequency})

test_occasionally_is_what_exceptions_are_for if _denied(_on_consent("occasional")) == set()

test_systematically_fails if {
	some finding in _denied(_on_consent("continuous"))
	finding.vars.frequency == "continuous"
	count(_denied(_on_consent("repeated"))) == 1
}

test_what_does_not_say_how_often_is_systematic if {
	some finding in _denied(_on_consent(null))
	finding.vars.frequency == "of no stated frequency"
}

test_other_bases_carry_any_frequency if {
	_denied(samples.transferred({"transfer_mechanism": samples.scc, "frequency": "continuous"})) == set()
}

test_what_needs_no_mechanism_passes if {
	_denied(samples.transferred({"transfer_mechanism": _consent, "to_country": "BR"})) == set()
	_denied(samples.transferred({"transfer_mechanism": _consent, "to_country": "FR"})) == set()
}

test_what_cannot_be_read_is_undetermined if {
	every name in ["data", "link", "transfer_mechanism", "frequency"] {
		every silence in [samples.unknown, samples.secret, [[]]] {
			"undetermined" in _noted(samples.transferred({name: silence}))
		}
	}
}
