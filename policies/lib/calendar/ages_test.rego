package lib.calendar_test

import data.lib.calendar

_age(date) := days if days := calendar.age(date) with input as {"at": "2026-11-23T12:00:00Z"}

test_days_go_by_one_at_a_time if {
	_age("2026-11-23") == 0
	_age("2026-11-22") == 1
	_age("2026-11-24") == -1
	_age("2026-11-22T23:00:00Z") == 1
}

test_years_have_their_own_lengths if {
	_age("2025-11-23") == 365
	_age("2023-11-23") == 1096
	_age("1926-11-23") == 36525
	_age("2400-02-29") == -136333
	_age("2026-01-01") == 326
}

test_every_day_follows_the_one_before if {
	every number in numbers.range(1, 1500) {
		[year, month, day] := time.date((1795435200 - (86400 * number)) * 1000000000)
		_age(sprintf("%04d-%02d-%02d", [year, month, day])) == number
	}
}

test_what_is_no_date_has_no_age if {
	every date in ["never", "", "2026-1-1", 20260101, null, true, {}, []] { not _age(date) }
}

test_a_day_that_does_not_exist_raises_nothing if _age("2026-02-30") == _age("2026-03-02")
