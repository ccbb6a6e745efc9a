package sovereignty.operator_parent_allowed_test

import data.lib.samples
import data.sovereignty.operator_parent_allowed as rule

_found(parent, held) := findings if {
	props := {"operator": "Example Cloud", "operator_parent": parent, "data": held}
	findings := rule.deny with input as samples.one("topology.operator", props)
		with data.params as samples.params
		with data.facts as samples.facts
}

_plans := object.union(samples.camera_frames, {"id": "plans", "classification": "secret"})

test_a_listed_country_passes if _found("US", [samples.camera_frames]) == set()

test_a_country_of_a_listed_zone_passes if _found("NO", [_plans]) == set()

test_anywhere_passes if _found("CN", [samples.detections]) == set()

test_another_country_fails if {
	_found("US", [_plans]) == {{
		"node": "it",
		"vars": {
			"operator": "Example Cloud",
			"parent": "US",
			"data": "plans",
			"classification": "secret",
			"allowed": "EEA",
		},
	}}
}

test_each_label_is_judged_by_its_own_classification if {
	found := _found("CN", [_plans, samples.camera_frames, samples.detections])
	{finding.vars.data | some finding in found} == {"plans", "camera-frames"}
}

test_a_region_that_holds_nothing_passes if {
	_found("CN", []) == set()
	_found("CN", null) == set()
}

test_data_nobody_describes_counts_as_secret if {
	every held in [[samples.stray], samples.secret, [samples.unknown]] {
		found := _found("US", held)
		{finding.vars.classification | some finding in found} == {"secret"}
	}
}

test_a_parent_that_is_not_known_fails_even_where_anyone_may if {
	every parent in samples.silences {
		count(_found(parent, [samples.detections])) == 1
	}
}
