//! A piece of an editor's prose and where it stands.

use std::ops::Range;
use std::sync::Arc;

use crate::base::fingerprint::Fingerprint;
use crate::base::text::Span;
use crate::syntax::kind::Kind;
use crate::syntax::markdown::Prose;
use crate::syntax::read::Text;

/// A body, or one of the texts in a record.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The parsed Markdown.
    pub prose: Arc<Prose>,
    /// Stands for the prose in memo keys.
    pub hash: Fingerprint,
    /// The Markdown as written.
    pub text: Text,
    /// How many words a reader reads; counted once, since every list shows how long a briefing takes.
    pub words: usize,
}

impl Passage {
    /// A text of a record: inline Markdown.
    pub fn inline(text: Text) -> Passage {
        let hash = Fingerprint::of(&("inline", &text.text));
        Passage::new(Prose::inline(&text.text), hash, text)
    }

    /// The body of a page of some kind, whose own anchors are kept from its headings.
    pub fn body(kind: Kind, text: Text) -> Passage {
        let hash = Fingerprint::of(&("body", kind, &text.text));
        Passage::new(Prose::parse(&text.text, kind.anchors()), hash, text)
    }

    fn new(prose: Prose, hash: Fingerprint, text: Text) -> Passage {
        Passage { words: prose.words(), prose: Arc::new(prose), hash, text }
    }

    /// The passage without the blocks that rest on some of its references; `None` where all of it stays. `left_out` has a word for each
    /// reference. Places in the text are what they were.
    pub fn without(&self, left_out: &[bool]) -> Option<Passage> {
        let prose = self.prose.without(|reference| left_out.get(reference).is_some_and(|is_left_out| *is_left_out))?;
        let hash = Fingerprint::of(&("without", self.hash, left_out));
        Some(Passage { words: prose.words(), prose: Arc::new(prose), hash, text: self.text.clone() })
    }

    /// The place of some bytes of the text.
    pub fn span(&self, range: Range<usize>) -> Span {
        self.text.part(range)
    }
}
