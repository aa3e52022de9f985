//! The one order of dates: every list of events, every page, every export.

use std::cmp::Ordering;

use super::Date;

/// Start (its one known date where that is open), then end (earlier first, open last), then precision (coarse first), then
/// the normalised text, so that only equal dates compare equal. Moments count by their instant, a day by its 00:00 UTC.
impl Ord for Date {
    fn cmp(&self, other: &Date) -> Ordering {
        self.time_key()
            .cmp(&other.time_key())
            .then_with(|| if self == other { Ordering::Equal } else { self.edtf().cmp(&other.edtf()) })
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Date) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Date {
    /// The order in time alone: equal for dates that differ in their marks or wording only, so that a caller can let something else
    /// decide between them.
    pub fn cmp_in_time(&self, other: &Date) -> Ordering {
        self.time_key().cmp(&other.time_key())
    }

    /// What [`Date::cmp_in_time`] compares: for sorting many by a key that is made once for each.
    pub fn time_key(&self) -> (i64, i64, super::Precision) {
        let end = self.end().map_or(i64::MAX, |end| end.instant());
        (self.earliest().instant(), end, self.precision())
    }
}
