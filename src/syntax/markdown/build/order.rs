//! Once all is read: references in order, notes by number.

use super::Builder;
use crate::syntax::markdown::{Element, Event, Footnote};

impl Builder<'_> {
    /// Bare keys were found after what follows them.
    pub(super) fn order_references(&mut self) {
        let references = &mut self.prose.references;
        if references.is_sorted_by_key(|reference| reference.range.start) {
            return;
        }
        let mut order: Vec<usize> = (0..references.len()).collect();
        order.sort_by_key(|index| references[*index].range.start);
        let mut place = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = new;
        }
        *references = order.iter().map(|old| references[*old].clone()).collect();
        for event in &mut self.prose.events {
            match event {
                Event::Image { reference } | Event::Embed { reference, .. } | Event::BareCite { reference, .. } => {
                    *reference = place[*reference]
                }
                Event::Start(Element::Reference { index, .. }) => *index = place[*index],
                Event::Cite(group) => *group = place[group.start]..place[group.start] + group.len(),
                _ => {}
            }
        }
        for zone in self.prose.runs.iter_mut().flat_map(|run| &mut run.zones) {
            if let Some(reference) = &mut zone.replaced_by {
                *reference = place[*reference];
            }
        }
    }

    /// Notes are numbered by where the text first points at them; those that nothing points at come last, since no word is lost.
    pub(super) fn number_notes(&mut self) {
        let count = self.note_events.len();
        let mut number: Vec<Option<usize>> = vec![None; count];
        let mut order: Vec<usize> = Vec::with_capacity(count);
        number_in(&self.prose.events, &mut number, &mut order);
        let mut next = 0;
        loop {
            while next < order.len() {
                let range = self.note_events[order[next]].clone().unwrap_or_default();
                number_in(&self.prose.events[range], &mut number, &mut order);
                next += 1;
            }
            let Some(unused) = number.iter().position(Option::is_none) else { break };
            number[unused] = Some(order.len());
            order.push(unused);
        }
        let mut number = vec![0; count];
        for (place, note) in order.iter().enumerate() {
            number[*note] = place;
        }
        let mut footnotes: Vec<Footnote> = order
            .iter()
            .map(|note| Footnote { events: self.note_events[*note].clone().unwrap_or_default(), references: 0 })
            .collect();
        for event in &mut self.prose.events {
            match event {
                Event::FootnoteReference { note, nth } => {
                    *note = number[*note];
                    *nth = footnotes[*note].references;
                    footnotes[*note].references += 1;
                }
                Event::Start(Element::Footnote(note)) => *note = number[*note],
                _ => {}
            }
        }
        self.prose.footnotes = footnotes;
    }
}

/// Gives the next numbers to the notes that these events point at, but for what notes within them do.
fn number_in(events: &[Event], number: &mut [Option<usize>], order: &mut Vec<usize>) {
    let mut inside = 0usize;
    let mut open = Vec::new();
    for event in events {
        match event {
            Event::Start(element) => {
                let note = matches!(element, Element::Footnote(_));
                open.push(note);
                inside += usize::from(note);
            }
            Event::End => inside -= usize::from(open.pop().unwrap_or(false)),
            Event::FootnoteReference { note, .. } if inside == 0 && number[*note].is_none() => {
                number[*note] = Some(order.len());
                order.push(*note);
            }
            _ => {}
        }
    }
}
