package lifecycle.retention_enforced_test

import data.lib.samples
import data.lifecycle.retention_enforced as rule

_found(kind, days, held) := findings if {
	props := {"retention_days": days, "data": held}
	findings := rule.deny with input as samples.one(kind, props)
		with data.facts as samples.facts
}

_forever := object.union(samples.detections, {"retention_days": null})

test_deleting_on_the_last_day_passes if {
	every kind in ["storage.bucket", "storage.account"] {
		_found(kind, 7, [samples.camera_frames]) == set()
	}
}

test_a_day_later_fails if {
	_found("storage.bucket", 8, [samples.camera_frames]) == {{
		"node": "it",
		"vars": {
			"deletion": "deletes after 8 days",
			"data": "camera-frames",
			"limit": "7 days",
		},
	}}
}

test_the_shortest_retention_counts if {
	found := _found("storage.account", 100, [samples.detections, samples.camera_frames])
	{finding.vars.data | some finding in found} == {"camera-frames"}
	_found("storage.account", 100, [samples.detections]) == set()
}

test_never_deleting_fails if {
	found := _found("storage.bucket", null, [samples.camera_frames])
	{finding.vars.deletion | some finding in found} == {"never deletes"}
}

test_a_deletion_that_cannot_be_read_fails if {
	every days in [samples.unknown, samples.secret, "7", true, {}, [7], -1] {
		found := _found("storage.bucket", days, [samples.camera_frames])
		{finding.vars.deletion | some finding in found} == {"deletes after a time that cannot be read"}
	}
}

test_data_without_a_retention_may_stay if {
	_found("storage.bucket", null, [_forever]) == set()
	_found("storage.bucket", null, []) == set()
	_found("storage.bucket", null, null) == set()
}

test_data_nobody_describes_may_not if {
	hidden := object.union(samples.camera_frames, {"retention_days": samples.unknown})
	every held in [[samples.stray], samples.secret, [hidden]] {
		found := _found("storage.bucket", 1, held)
		{finding.vars.limit | some finding in found} == {"a time that is not known"}
	}
}

_noted(props) := notes if {
	notes := rule.qualified with input as samples.one("resource.other", props)
		with data.facts as samples.facts
}

test_a_retention_nobody_reads_is_undetermined if {
	every label in [samples.camera_frames, {"id": "ghost"}] {
		count(_noted({"data": [label], "unread": ["retention"]})) == 1
	}
}

test_what_may_stay_or_is_read_is_not_noted if {
	_noted({"data": [_forever], "unread": ["retention"]}) == set()
	_noted({"data": [samples.camera_frames], "unread": []}) == set()
}
