package device.image_protects_data_test

import data.device.image_protects_data as rule
import data.lib.samples

_found(change) := _found_with(change, samples.params)

_found_with(change, params) := findings if {
	props := object.union(_gateway, change)
	findings := rule.deny with input as samples.one("device.image", props)
		with data.params as params
		with data.facts as samples.facts
}

_gateway := {
	"data": [samples.camera_frames],
	"secure_boot": true,
	"verity": true,
	"disk_encryption": "tpm2",
	"tpm": "2.0",
	"class_secure_boot": true,
	"update_key": true,
}

_problems(change) := {finding.vars.problem | some finding in _found(change)}

_bare := {
	"secure_boot": false,
	"verity": false,
	"disk_encryption": "none",
	"update_key": false,
}

test_a_protected_image_passes if {
	_found({}) == set()
	_found({"disk_encryption": "passphrase", "tpm": "none"}) == set()
}

test_an_unprotected_image_fails if {
	_found({"verity": false}) == {{
		"node": "it",
		"vars": {"problem": "its root file system is not verified", "data": "camera-frames"},
	}}
	_problems(_bare) == {
		"secure boot is off",
		"its root file system is not verified",
		"its disk is not encrypted",
		"its updates are not verified against a key",
	}
}

test_an_image_for_harmless_data_may_be_bare if {
	_found(object.union(_bare, {"data": [samples.detections]})) == set()
	_found(object.union(_bare, {"data": []})) == set()
	_found(object.union(_bare, {"data": null})) == set()
}

test_the_line_itself_is_protected if {
	params := {"device": {"protect_from": "internal"}}
	change := object.union(_bare, {"data": [samples.detections]})
	count(_found_with(change, params)) == 4
}

test_data_that_cannot_be_read_is_protected if {
	every held in [[samples.stray], [samples.secret]] {
		count(_found(object.union(_bare, {"data": held}))) == 4
	}
}

test_silence_protects_nothing if {
	every name in ["secure_boot", "verity", "disk_encryption", "update_key"] {
		every silence in samples.silences {
			props := json.patch(_gateway, [{"op": "replace", "path": name, "value": silence}])
			found := rule.deny with input as samples.one("device.image", props)
				with data.params as samples.params
				with data.facts as samples.facts
			count(found) == 1
		}
	}
}

test_a_key_in_a_tpm_needs_one_everywhere if {
	every tpm in array.concat(samples.silences, ["none", "1.2"]) {
		_problems({"tpm": tpm, "data": []}) == {
			"its disk key is in a TPM 2.0, and not every device has one",
		}
	}
}

test_secure_boot_needs_the_hardware_everywhere if {
	every has in array.concat(samples.silences, [false]) {
		change := {"class_secure_boot": has, "data": []}
		_problems(change) == {"it needs secure boot, and not every device class has it"}
		_found(object.union(change, {"secure_boot": false})) == set()
	}
}

test_an_image_that_holds_nothing_says_so if {
	found := _found({"tpm": "none", "data": []})
	{finding.vars.data | some finding in found} == {"nothing labelled"}
}
