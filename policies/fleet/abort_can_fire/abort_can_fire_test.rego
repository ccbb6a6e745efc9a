package fleet.abort_can_fire_test

import data.fleet.abort_can_fire as rule
import data.lib.samples

_found(runtime, devices, abort) := findings if {
	props := {"runtime": runtime, "devices": devices, "fleet": "quay", "abort": abort}
	findings := rule.deny with input as samples.one("edge.deployment", props)
}

_at(percent, devices) := [{"failed_percent": percent, "min_devices": devices}]

_problems(devices, abort) := {finding.vars.problem |
	some finding in _found("greengrass", devices, abort)
}

test_a_criterion_within_reach_passes if _found("greengrass", 40, _at(2, 4)) == set()

test_the_whole_ring_is_within_reach if {
	_found("greengrass-lite", 4, _at(100, 4)) == set()
}

test_more_devices_than_there_are_fail if {
	_found("greengrass", 3, _at(2, 4)) == {{
		"node": "it",
		"vars": {"devices": 3, "fleet": "quay", "problem": "an abort waits for 4 devices"},
	}}
}

test_each_criterion_must_be_within_reach if {
	count(_found("greengrass", 3, array.concat(_at(2, 4), _at(2, 3)))) == 1
}

test_no_criterion_fails if {
	every none in [[], null] { _problems(40, none) == {"it has no abort criterion"} }
}

test_a_share_no_failure_can_reach_fails if {
	_problems(40, _at(100.5, 4)) == {"an abort waits for 100.5 percent of failures"}
	_problems(40, _at(0, 4)) == {"an abort waits for 0 percent of failures"}
}

test_where_devices_are_not_counted_one_is_counted_on if {
	every devices in samples.silences {
		_found("greengrass", devices, _at(2, 1)) == set()
		count(_found("greengrass", devices, _at(2, 2))) == 1
	}
}

test_runtimes_without_an_abort_are_not_judged if {
	every runtime in ["iot-edge", "k3s"] { _found(runtime, 40, []) == set() }
}

test_a_runtime_nobody_knows_is_judged if {
	every runtime in samples.silences { count(_found(runtime, 40, [])) == 1 }
}

test_a_criterion_that_cannot_be_read_fails if {
	every hidden in [samples.unknown, samples.secret] {
		_problems(40, hidden) == {
			"an abort waits for an unknown number of devices",
			"an abort waits for an unknown number of percent of failures",
		}
		count(_found("greengrass", 40, _at(hidden, 4))) == 1
		count(_found("greengrass", 40, _at(2, hidden))) == 1
	}
	count(_found("greengrass", 40, _at(2, null))) == 1
}
