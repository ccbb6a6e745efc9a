package transfer.non_personal_data_shielded_test

import data.lib.samples
import data.transfer.non_personal_data_shielded as rule

_denied(input_) := findings if {
	findings := rule.deny with input as input_ with data.params as samples.law_params with data.facts as samples.law_facts
}

_telemetry := object.union(samples.detections, {"id": "telemetry", "classification": "confidential"})

_operated(parent, data_) := samples.one("topology.operator", {
	"operator": "Example Cloud",
	"operator_parent": parent,
	"data": data_,
})

test_a_parent_abroad_fails if {
	_denied(_operated("US", [_telemetry])) == {{
		"node": "it",
		"vars": {
			"data": "telemetry",
			"classification": "confidential",
			"operator": "Example Cloud",
			"parent": "US",
			"allowed": "EEA",
		},
	}}
}

test_a_parent_at_home_passes if _denied(_operated("DE", [_telemetry])) == set()

test_what_is_less_confidential_passes if _denied(_operated("US", [samples.detections])) == set()

test_personal_data_is_judged_elsewhere if _denied(_operated("US", [samples.camera_frames])) == set()

test_data_from_elsewhere_passes if {
	_denied(_operated("US", [object.union(_telemetry, {"origin": "BR"})])) == set()
}

test_data_nobody_describes_and_a_hidden_parent_fail if {
	every held in [[samples.stray], samples.secret] { count(_denied(_operated("US", held))) == 1 }
	every silence in samples.silences { count(_denied(_operated(silence, [_telemetry]))) == 1 }
}
