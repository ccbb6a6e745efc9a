package encryption.tls_floor_test

import data.encryption.tls_floor as rule
import data.lib.samples

_found(kind, version, lowest) := findings if {
	params := {"encryption": {"tls_min": lowest}}
	findings := rule.deny with input as samples.one(kind, {"tls_min": version})
		with data.params as params
}

_kinds := ["iot.hub", "storage.bucket", "storage.account"]

test_the_floor_itself_passes if {
	every kind in _kinds { _found(kind, "1.2", "1.2") == set() }
}

test_above_it_passes if _found("iot.hub", "1.3", "1.2") == set()

test_below_it_fails if {
	every kind in _kinds {
		_found(kind, "1.0", "1.2") == {{"node": "it", "vars": {"tls_min": "1.0", "floor": "1.2"}}}
	}
}

test_one_below_a_higher_floor_fails if count(_found("iot.hub", "1.2", "1.3")) == 1

test_what_is_no_version_fails if {
	every version in array.concat(samples.silences, ["TLS1_2", 1.2, "", "2.0"]) {
		count(_found("iot.hub", version, "1.2")) == 1
	}
}
