//! A piece of an editor's prose and where it stands.

use std::ops::Range;
use std::sync::Arc;

use crate::base::fingerprint::Fingerprint;
use crate::base::text::Span;
use crate::syntax::kind::Kind;
use crate::syntax::markdown::Prose;
use crate::syntax::read::Text;

use super::placed::Placed;

/// A body, a title, or one of the texts in a record.
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
    /// What it asks for in its own place.
    pub placed: Placed,
}

impl Passage {
    /// A text of a record: inline Markdown.
    pub fn inline(text: Text) -> Passage {
        let hash = Fingerprint::of(&("inline", &text.text));
        Passage::new(Prose::inline(&text.text), hash, text)
    }

    /// The title of a record: plain words.
    pub fn title(text: Text) -> Passage {
        let hash = Fingerprint::of(&("title", &text.text));
        Passage::new(Prose::title(&text.text), hash, text)
    }

    /// The body of a page of some kind, whose own anchors are kept from its headings.
    pub fn body(kind: Kind, text: Text) -> Passage {
        let hash = Fingerprint::of(&("body", kind, &text.text));
        Passage::new(Prose::parse(&text.text, kind.anchors()), hash, text)
    }

    fn new(prose: Prose, hash: Fingerprint, text: Text) -> Passage {
        Passage { words: prose.words(), prose: Arc::new(prose), hash, text, placed: Placed::default() }
    }

    /// The passage without some callouts and without the blocks that rest on some of its references; `None` where all of it stays.
    /// `references` and `callouts` have a word for each. Places in the text are what they were.
    pub fn without(&self, references: &[bool], callouts: &[bool]) -> Option<Passage> {
        let is_in = |left_out: &[bool], at: usize| left_out.get(at).is_some_and(|is_left_out| *is_left_out);
        let prose = self.prose.without(|reference| is_in(references, reference), |callout| is_in(callouts, callout))?;
        let hash = Fingerprint::of(&("without", self.hash, references, callouts));
        let (text, placed) = (self.text.clone(), self.placed.clone());
        Some(Passage { words: prose.words(), prose: Arc::new(prose), hash, text, placed })
    }

    /// The place of some bytes of the text.
    pub fn span(&self, range: Range<usize>) -> Span {
        self.text.part(range)
    }
}
