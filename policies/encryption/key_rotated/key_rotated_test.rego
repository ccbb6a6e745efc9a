package encryption.key_rotated_test

import data.encryption.key_rotated as rule
import data.lib.samples

_found(rotation) := findings if {
	findings := rule.deny with input as samples.one("key.key", {"rotation": rotation})
}

test_a_rotated_key_passes if _found(true) == set()

test_one_that_its_service_cannot_rotate_is_not_asked if _found(null) == set()

test_one_that_is_not_rotated_fails if {
	_found(false) == {{"node": "it", "vars": {"rotation": "rotation: false"}}}
}

test_one_nobody_knows_about_fails if {
	every rotation in [samples.unknown, samples.secret, "true", 1] { count(_found(rotation)) == 1 }
}
