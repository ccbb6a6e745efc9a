package residency.storage_replica_in_zone_test

import data.lib.samples
import data.residency.storage_replica_in_zone as rule

_found(kind, props) := findings if {
	findings := rule.deny with input as samples.one(kind, props)
		with data.params as samples.params
		with data.facts as samples.facts
}

_store(redundancy, replicas) := {
	"redundancy": redundancy,
	"replicas": replicas,
	"data": [samples.camera_frames, samples.detections],
}

_brazil := _store("geo", [{"region": "southcentralus", "country": "US"}])

test_a_replica_in_the_zone_passes if {
	inside := _store("geo", [{"region": "germanynorth", "country": "DE"}])
	_found("storage.account", inside) == set()
}

test_a_pair_in_another_country_fails if {
	_found("storage.account", _brazil) == {{
		"node": "it",
		"vars": {
			"data": "camera-frames",
			"region": "southcentralus",
			"country": "US",
			"allowed": "EEA",
		},
	}}
}

test_buckets_are_judged_too if count(_found("storage.bucket", _brazil)) == 1

test_each_replica_is_judged if {
	copies := [{"region": "a", "country": "US"}, {"region": "b", "country": "BR"}]
	count(_found("storage.bucket", _store("zone", copies))) == 2
}

test_without_replicas_nothing_leaves if {
	every redundancy in ["local", "zone", null] {
		_found("storage.bucket", _store(redundancy, [])) == set()
		_found("storage.bucket", _store(redundancy, null)) == set()
	}
}

test_geo_redundancy_that_names_no_copy_fails if {
	every replicas in [[], null] {
		found := _found("storage.account", _store("geo", replicas))
		{finding.vars.country | some finding in found} == {"not set"}
	}
}

test_redundancy_that_cannot_be_read_may_be_geo if {
	every redundancy in [samples.unknown, samples.secret] {
		count(_found("storage.account", _store(redundancy, []))) == 1
	}
}

test_a_replica_that_cannot_be_read_fails if {
	hidden := {"region": samples.unknown, "country": samples.secret}
	every replicas in [samples.unknown, samples.secret, [samples.secret], [hidden], [null]] {
		count(_found("storage.bucket", _store("zone", replicas))) == 1
	}
}

test_derived_data_may_be_replicated_where_it_is if {
	copies := [{"region": "brazilsoutheast", "country": "BR"}]
	props := object.union(_store("geo", copies), {"location": samples.at("BR")})
	_found("storage.account", object.union(props, {"carrier": "weights"})) == set()
	every carrier in array.concat(samples.silences, ["camera-frames"]) {
		count(_found("storage.account", object.union(props, {"carrier": carrier}))) == 1
	}
}

test_derived_data_may_not_be_replicated_abroad if {
	props := object.union(_brazil, {"location": samples.at("BR"), "carrier": "weights"})
	count(_found("storage.account", props)) == 1
	nowhere := object.union(_store("geo", []), {"location": samples.at(null), "carrier": "weights"})
	count(_found("storage.account", nowhere)) == 1
}

test_a_store_of_data_nobody_restricts_may_replicate if {
	props := object.union(_brazil, {"data": [samples.detections]})
	_found("storage.account", props) == set()
}

test_a_store_whose_labels_cannot_be_read_may_not if {
	props := json.patch(_brazil, [{"op": "replace", "path": "/data", "value": samples.secret}])
	count(_found("storage.account", props)) == 1
}

_hub(change) := object.union(
	{
		"data": [samples.camera_frames],
		"location": samples.at("BR"),
		"data_residency": false,
		"failover_region": "southcentralus",
		"failover_country": "US",
	},
	change,
)

_stays := {"data_residency": true, "failover_region": null, "failover_country": null}

test_a_hub_that_fails_over_abroad_fails if {
	_found("iot.hub", _hub({})) == {{
		"node": "it",
		"vars": {
			"data": "camera-frames",
			"region": "southcentralus",
			"country": "US",
			"allowed": "EEA",
		},
	}}
	inside := {"failover_region": "germanynorth", "failover_country": "DE"}
	_found("iot.hub", _hub(inside)) == set()
}

test_a_hub_that_stays_passes if {
	_found("iot.hub", _hub(_stays)) == set()
	_found("iot.hub", _hub(object.union(_stays, {"data_residency": false}))) == set()
}

test_a_failover_is_judged_whatever_the_hub_says_of_itself if {
	every change in [{"failover_country": "US"}, {"failover_region": "southcentralus"}] {
		count(_found("iot.hub", _hub(object.union(_stays, change)))) == 1
	}
}

test_a_hub_of_data_nobody_restricts_may_fail_over if {
	_found("iot.hub", _hub({"data": [samples.detections]})) == set()
}

test_a_hub_that_does_not_say_where_it_fails_over_fails if {
	every silence in samples.silences {
		props := json.patch(_hub(_stays), [{
			"op": "replace",
			"path": "/data_residency",
			"value": silence,
		}])
		count(_found("iot.hub", props)) == 1
	}
	every hidden in samples.silences {
		props := json.patch(_hub({}), [{
			"op": "replace",
			"path": "/failover_country",
			"value": hidden,
		}])
		found := _found("iot.hub", props)
		{finding.vars.country | some finding in found} == {"not set"}
	}
}
