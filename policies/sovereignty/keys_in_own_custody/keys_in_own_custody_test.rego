package sovereignty.keys_in_own_custody_test

import data.lib.samples
import data.sovereignty.keys_in_own_custody as rule

_found(kind, custody, held) := findings if {
	props := {"data": held, "key_custody": custody}
	findings := rule.deny with input as samples.one(kind, props)
		with data.params as samples.params
		with data.facts as samples.facts
}

_stores := ["storage.bucket", "storage.account"]

_plans := object.union(samples.camera_frames, {"id": "plans", "classification": "secret"})

test_the_custody_demanded_or_more_passes if {
	every kind in _stores {
		every custody in ["customer", "imported", "hsm", "external"] {
			_found(kind, custody, [samples.camera_frames]) == set()
		}
		every custody in ["hsm", "external"] { _found(kind, custody, [_plans]) == set() }
	}
}

test_less_fails if {
	every kind in _stores {
		every custody in ["provider", "customer", "imported"] {
			count(_found(kind, custody, [_plans])) == 1
		}
	}
}

test_a_finding_says_who_holds_the_key if {
	_found("storage.bucket", "customer", [_plans]) == {{
		"node": "it",
		"vars": {
			"data": "plans",
			"classification": "secret",
			"custody": "the customer, in the provider's key service",
			"required": "a module of the customer's own",
		},
	}}
}

test_where_the_providers_key_will_do_any_does if {
	every custody in array.concat(samples.silences, ["provider"]) {
		_found("storage.account", custody, [samples.detections]) == set()
	}
}

test_each_label_is_judged_by_its_own_classification if {
	found := _found("storage.account", "provider", [samples.detections, samples.camera_frames, _plans])
	{finding.vars.data | some finding in found} == {"camera-frames", "plans"}
}

test_storage_that_holds_nothing_passes if _found("storage.bucket", null, []) == set()

test_custody_that_is_not_known_fails if {
	every custody in array.concat(samples.silences, ["nobody", 3, []]) {
		found := _found("storage.bucket", custody, [samples.camera_frames])
		{finding.vars.custody | some finding in found} == {"nobody known"}
	}
}

test_data_nobody_describes_counts_as_secret if {
	every held in [[samples.stray], samples.secret, [samples.unknown]] {
		found := _found("storage.bucket", "imported", held)
		{finding.vars.classification | some finding in found} == {"secret"}
	}
}

test_a_classification_nobody_set_demands_the_most if {
	params := json.remove(samples.params, ["sovereignty/key_custody/confidential"])
	found := rule.deny with input as samples.one("storage.bucket", {
		"data": [samples.camera_frames],
		"key_custody": "hsm",
	})
		with data.params as params
		with data.facts as samples.facts
	count(found) == 1
}

_noted(props) := notes if {
	notes := rule.qualified with input as samples.one("resource.other", props)
		with data.params as samples.params
		with data.facts as samples.facts
}

test_a_key_nobody_reads_is_undetermined if {
	count(_noted({"data": [samples.camera_frames], "unread": ["key_custody"]})) == 1
}

test_what_may_be_under_the_providers_key_is_not_noted if {
	_noted({"data": [samples.detections], "unread": ["key_custody"]}) == set()
	_noted({"data": [samples.camera_frames], "unread": []}) == set()
}
