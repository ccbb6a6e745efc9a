package encryption.plain_text_refused_test

import data.encryption.plain_text_refused as rule
import data.lib.samples

_found(kind, tls_only) := findings if {
	findings := rule.deny with input as samples.one(kind, {"tls_only": tls_only})
}

test_refused_passes if {
	every kind in ["storage.bucket", "storage.account"] { _found(kind, true) == set() }
}

test_answered_fails if {
	every kind in ["storage.bucket", "storage.account"] {
		_found(kind, false) == {{"node": "it", "vars": {"tls_only": "TLS only: false"}}}
	}
}

_of_queue(held) := findings if {
	findings := rule.deny with input as samples.one("message.queue", {"tls_only": false, "data": held})
}

test_messages_are_asked_about_where_they_are_labelled if {
	_of_queue([]) == set()
	count(_of_queue([samples.detections])) == 1
	count(_of_queue(samples.unknown)) == 1
}

test_not_set_hidden_or_not_known_fails if {
	every tls_only in array.concat(samples.silences, ["true"]) {
		count(_found("storage.bucket", tls_only)) == 1
	}
}
