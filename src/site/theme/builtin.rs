//! What templates can call besides what Tera gives them.

use std::collections::BTreeSet;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// The most numbers that `range` gives: our pages need few, and a loop that writes nothing is not stopped by the largest page.
const MAX_RANGE: i64 = 10_000;

/// Makes our functions and filters known.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function("range", range);
    tera.register_filter("fragments", fragments);
}

/// `range(start, end, step_by)`: the numbers from `start`, or 0, to before `end`.
fn range(kwargs: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let start = kwargs.get::<i64>("start")?.unwrap_or(0);
    let end = kwargs.must_get::<i64>("end")?;
    let step = kwargs.get::<i64>("step_by")?.unwrap_or(1).max(1);
    if end.saturating_sub(start) / step > MAX_RANGE {
        return Err(Error::message(format!("`range` gives at most {MAX_RANGE} numbers")));
    }
    let numbers: Vec<i64> = (start..end).step_by(usize::try_from(step).unwrap_or(1)).collect();
    Ok(Value::from_serializable(&numbers))
}

/// `html | fragments`: the names of the page's own parts that its attributes lead to, each once. A sprite holds these drawings and no others,
/// and the page is read once for all of them.
fn fragments(html: &str, _: Kwargs, _: &State<'_>) -> Value {
    const MARK: &str = "\"#";
    let name = |at: usize| html[at + MARK.len()..].split('"').next().unwrap_or_default();
    let found: BTreeSet<&str> = memchr::memmem::find_iter(html.as_bytes(), MARK).map(name).collect();
    Value::from_serializable(&found)
}
