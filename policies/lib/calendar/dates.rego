# METADATA
# title: Dates at the instant of the verdict
# description: The instant is input.at; a day is judged in UTC and counts to its end.
package lib.calendar

# METADATA
# description: the day of the verdict as YYYY-MM-DD
today := sprintf("%04d-%02d-%02d", time.date(time.parse_rfc3339_ns(input.at)))

# METADATA
# description: whether a last day is written as a date and has not gone by
not_past(last_day) if {
	is_string(last_day)
	regex.match(_date, last_day)
	substring(last_day, 0, 10) >= today
}

# Text is compared, so anything else ("never") would come after every day. A time may follow.
_date := `^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T|$)`

# METADATA
# scope: document
# description: the same, where no last day means that there is no end
open_until(null)

open_until(last_day) if not_past(last_day)
