package lib.calendar_test

import data.lib.calendar

_not_past(day) if calendar.not_past(day) with input as {"at": "2026-11-23T23:30:00+01:00"}

_open_until(day) if calendar.open_until(day) with input as {"at": "2026-11-23T12:00:00Z"}

test_a_day_counts_to_its_end_in_utc if {
	_not_past("2026-11-23")
	not _not_past("2026-11-22")
	calendar.not_past("2026-11-23") with input as {"at": "2026-11-24T00:30:00+01:00"}
}

test_the_day_of_an_instant_counts if _not_past("2026-11-23T08:00:00Z")

test_what_is_no_date_is_past if {
	every day in ["never", "", "9999", "2028-1-31", "2028-13-01", "2028-01-32", 20280131, null, true] {
		not _not_past(day)
	}
}

test_no_last_day_is_no_end if {
	_open_until(null)
	_open_until("2026-11-23")
	not _open_until("2026-11-22")
	not _open_until("never")
}
