package lifecycle.runtime_supported_test

import data.lib.samples
import data.lifecycle.runtime_supported as rule

_found(runtime, version) := _found_at(runtime, version, "2026-11-23T12:00:00Z")

_found_at(runtime, version, at) := findings if {
	props := {"runtime": runtime, "runtime_version": version}
	document := object.union(samples.one("edge.deployment", props), {"at": at})
	findings := rule.deny with input as document with data.facts as samples.facts
}

test_a_supported_version_passes if {
	_found("iot-edge", "1.6") == set()
	_found("iot-edge", "1.6.1") == set()
	_found("iot-edge", "1.6.1-linux-arm64v8") == set()
	_found("iot-edge", "1.6-linux-arm64v8") == set()
}

test_a_window_without_an_end_is_open if _found("greengrass", "2.18.0") == set()

test_a_version_past_its_window_fails if {
	_found("iot-edge", "1.5.21") == {{
		"node": "it",
		"vars": {
			"runtime": "iot-edge",
			"version": "1.5.21",
			"problem": "its support ended on 2026-11-10",
		},
	}}
}

test_support_lasts_to_the_end_of_its_last_day if {
	_found_at("iot-edge", "1.5", "2026-11-10T23:59:59Z") == set()
	count(_found_at("iot-edge", "1.5", "2026-11-11T00:00:00Z")) == 1
}

test_the_most_specific_window_counts if {
	count(_found("greengrass", "2.5.3")) == 1
}

test_a_version_is_not_a_prefix_of_digits if {
	count(_found("iot-edge", "1.61")) == 1
	count(_found("greengrass", "21.0")) == 1
}

test_a_version_nobody_knows_a_window_for_fails if {
	found := _found("k3s", "v1.36.1+k3s1")
	{finding.vars.problem | some finding in found} == {"no support window is known for it"}
}

test_a_version_that_floats_fails if {
	found := _found("greengrass", null)
	{finding.vars.problem | some finding in found} == {"no version is pinned"}
}

test_images_are_judged_too if {
	props := {"runtime": "iot-edge", "runtime_version": "1.5"}
	found := rule.deny with input as samples.one("device.image", props)
		with data.facts as samples.facts
	count(found) == 1
}

test_what_cannot_be_read_fails if {
	every hidden in [samples.unknown, samples.secret] {
		count(_found("iot-edge", hidden)) == 1
		count(_found(hidden, "1.6")) == 1
	}
	count(_found(null, "1.6")) == 1
}
