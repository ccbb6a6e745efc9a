package residency.stores_labelled_test

import data.lib.samples
import data.residency.stores_labelled as rule

_denied(kind, props) := _denied_unless_exempt(kind, props, [])

_denied_unless_exempt(kind, props, patterns) := findings if {
	params := object.union(samples.params, {"residency": {"may_be_unlabelled": patterns}})
	findings := rule.deny with input as samples.one(kind, props)
		with data.params as params
		with data.facts as samples.facts
}

_stores := ["storage.bucket", "storage.account", "ml.registry", "iot.hub"]

test_a_store_with_labels_passes if {
	every kind in _stores {
		_denied(kind, {"data": [samples.camera_frames], "content": "data"}) == set()
	}
}

test_a_store_without_labels_fails if {
	every kind in _stores {
		count(_denied(kind, {"data": [], "content": "data"})) == 1
	}
}

test_a_type_that_keeps_data_fails_without_labels if {
	count(_denied("resource.other", {"data": [], "content": "data"})) == 1
}

test_a_type_that_keeps_none_may_be_silent if {
	every content in ["settings", null] {
		_denied("resource.other", {"data": [], "content": content}) == set()
	}
}

test_what_is_exempt_may_be_silent if {
	bare := {"data": [], "content": "data"}
	_denied_unless_exempt("resource.other", bare, ["*"]) == set()
	count(_denied_unless_exempt("resource.other", bare, ["urn:other*"])) == 1
}

test_hidden_labels_are_none if {
	count(_denied("storage.bucket", {"data": samples.secret, "content": "data"})) == 1
}

test_hidden_content_may_be_data if {
	count(_denied("resource.other", {"data": [], "content": samples.secret})) == 1
}

test_an_exemption_goes_on_behind_a_dot if {
	dotted := json.patch(samples.one("storage.bucket", {"data": [], "content": "data"}), [{
		"op": "replace",
		"path": "/nodes/storage.bucket/0/id",
		"value": "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs.example.com",
	}])
	params := object.union(samples.params, {"residency": {"may_be_unlabelled": ["*::logs*"]}})
	rule.deny == set() with input as dotted with data.params as params with data.facts as samples.facts
}
