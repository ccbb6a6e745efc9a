package fleet.rollback_is_real_test

import data.fleet.rollback_is_real as rule
import data.lib.samples

_found(runtime, rollback) := findings if {
	props := {"runtime": runtime, "rollback_on_failure": rollback, "fleet": "quay"}
	findings := rule.deny with input as samples.one("edge.deployment", props)
}

test_the_classic_nucleus_rolls_back if {
	every rollback in array.concat(samples.silences, [true, false]) {
		_found("greengrass", rollback) == set()
	}
}

test_lite_never_does if {
	_found("greengrass-lite", true) == {{
		"node": "it",
		"vars": {"fleet": "quay", "problem": "greengrass-lite never does"},
	}}
}

test_asking_for_none_passes if {
	every runtime in array.concat(samples.silences, ["greengrass-lite", "iot-edge", "k3s"]) {
		_found(runtime, false) == set()
	}
}

test_not_set_is_greengrass_asking if {
	count(_found("greengrass-lite", null)) == 1
	_found("iot-edge", null) == set()
	_found("k3s", null) == set()
}

test_iot_edge_cannot if count(_found("iot-edge", true)) == 1

test_a_rollback_that_cannot_be_read_may_be_asked_for if {
	count(_found("greengrass-lite", samples.secret)) == 1
	count(_found("iot-edge", samples.unknown)) == 1
}

test_asking_a_runtime_nobody_knows_fails if {
	every runtime in samples.silences {
		found := _found(runtime, true)
		{finding.vars.problem | some finding in found} == {"its runtime is not known"}
		count(_found(runtime, null)) == 1
	}
}
