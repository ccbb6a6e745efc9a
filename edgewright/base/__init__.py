"""What every other room stands on: errors, ids, units, the clock."""
