//! What is HTML already, as a type of its own: the only thing a template prints without escaping.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::base::fingerprint::Fingerprint;

/// Finished HTML. Cheap to copy; hashes as its fingerprint, so that a view's hash doesn't walk the text again.
#[derive(Clone, Debug)]
pub struct Html(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    text: String,
    fingerprint: Fingerprint,
}

impl Html {
    /// Takes text that is HTML: escaped by whoever made it.
    pub fn new(text: String) -> Html {
        let fingerprint = Fingerprint::of_bytes(text.as_bytes());
        Html(Arc::new(Inner { text, fingerprint }))
    }

    /// The HTML text.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.text.is_empty()
    }
}

impl Default for Html {
    fn default() -> Self {
        Html::new(String::new())
    }
}

impl Hash for Html {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.fingerprint.hash(state);
    }
}

impl PartialEq for Html {
    fn eq(&self, other: &Html) -> bool {
        self.0.fingerprint == other.0.fingerprint
    }
}
impl Eq for Html {}

impl Serialize for Html {
    /// Marks the text as safe for Tera; in JSON it is a plain string.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        tera::Value::safe_string(&self.0.text).serialize(serializer)
    }
}
