package transfer.bias_detection_data_stays_test

import data.lib.samples
import data.transfer.bias_detection_data_stays as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_noted(input_) := {note.outcome | some note in notes} if {
	notes := rule.qualified with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_faces := samples.transferred({"use": "bias-detection"})

test_any_transfer_fails if {
	some finding in _denied(_faces)
	finding.vars.categories == "user.biometric"
	finding.vars.to_country == "IN"
}

test_no_mechanism_cures_it if {
	count(_denied(samples.transferred({"use": "bias-detection", "transfer_mechanism": samples.scc, "to_country": "FR"}))) == 1
}

test_other_uses_and_categories_are_judged_elsewhere if {
	_denied(samples.transferred({})) == set()
	_denied(samples.transferred({"use": "bias-detection", "data": samples.detections})) == set()
}

test_what_cannot_be_read_is_undetermined if {
	every name in ["data", "use", "link"] {
		every silence in [samples.unknown, samples.secret, [[]]] {
			"undetermined" in _noted(samples.transferred({name: silence}))
		}
	}
}
