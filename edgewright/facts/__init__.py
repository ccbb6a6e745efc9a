"""Facts of the outside world: places, law and support windows, each with a source and a date."""
