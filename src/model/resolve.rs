//! Complaints about references: what means nothing, what means too much.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::base::diagnostic::{Diagnostic, nearest};
use crate::base::id::Key;
use crate::base::slip::slip;
use crate::base::text::Span;
use crate::syntax::kind::Kind;
use crate::syntax::read::{Written, clip};

use super::claim::ANYTHING;
use super::record::{Otherwise, Slot};
use super::registry::{Found, Model, RecordId};

/// Checks all references of all records.
pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let mut stubs_seen = FxHashSet::default();
    // Nearly all references are fine, and the others are complained about in order.
    let wrong = |id: &RecordId| model.record(*id).slots().iter().any(|slot| !is_fine(model, slot));
    let suspects: Vec<RecordId> = model.ids().into_par_iter().with_min_len(64).filter(wrong).collect();
    for id in suspects {
        for slot in model.record(id).slots() {
            check_slot(model, &slot, &mut stubs_seen, found);
        }
    }
    for (_, written) in model.texts().flat_map(|page| &page.head.resolve) {
        let slot = Slot { written, kinds: &[Kind::Actor, Kind::Place], otherwise: Otherwise::Error };
        check_slot(model, &slot, &mut stubs_seen, found);
    }
    for (_, relation) in &model.relations {
        for written in relation.from.iter().chain(std::iter::once(&relation.to)) {
            check_slot(model, &Slot { written, kinds: &[Kind::Actor], otherwise: Otherwise::Stub }, &mut stubs_seen, found);
        }
        for written in &relation.sources {
            check_slot(model, &Slot { written, kinds: &[Kind::Source], otherwise: Otherwise::Error }, &mut stubs_seen, found);
        }
    }
}

/// Whether a reference means a record that somebody defined, or one that is kept back.
fn is_fine(model: &Model, slot: &Slot<'_>) -> bool {
    match model.find(slot.written, slot.kinds) {
        Found::One(id) => !model.head(id).stub,
        Found::Held => true,
        Found::Many(_) | Found::None => false,
    }
}

fn check_slot(model: &Model, slot: &Slot<'_>, stubs_seen: &mut FxHashSet<RecordId>, found: &mut Vec<Diagnostic>) {
    let written = slot.written;
    match model.find(written, slot.kinds) {
        Found::One(id) if model.head(id).stub && stubs_seen.insert(id) => {
            found.push(undefined_actor(model, model.head(id).title_span, written))
        }
        Found::One(_) | Found::Held => {}
        Found::Many(ids) => found.push(ambiguous(model, written.span, &written.text, &ids)),
        Found::None if slot.otherwise == Otherwise::Text => {
            found.push(
                Diagnostic::note("undefined-place", written.span, format!("no place is called `{}`", clip(&written.text)))
                    .help("it is shown as plain text; define it in content/places.yaml to give it a page"),
            );
        }
        Found::None => found.push(unresolved(model, written, slot.kinds)),
    }
}

fn undefined_actor(model: &Model, span: Span, written: &Written) -> Diagnostic {
    let defined = model.actors.values().filter(|actor| !actor.head.stub);
    let names = defined.flat_map(|actor| {
        std::iter::once(actor.head.title.as_str())
            .chain(actor.head.aliases.iter().map(|form| form.text.text.as_str()))
            .chain(std::iter::once(actor.head.id.as_str()))
    });
    let message = format!("no actor is called `{}`", clip(&written.text));
    if let Some((list, is_known)) = several(model, &written.text, &[Kind::Actor]) {
        let help = format!("several actors are a list: `{list}`");
        return match is_known {
            true => Diagnostic::warning("undefined-actor", span, message).label("becomes one actor with this name").help(help),
            false => Diagnostic::note("undefined-actor", span, message).label("gets one page with this name").help(help),
        };
    }
    match nearest(&written.text, names) {
        Some(near) => Diagnostic::warning("undefined-actor", span, message)
            .label("becomes an actor with a page of its own")
            // Only a question: the name stands for somebody as it is, and who that is no machine knows.
            .help(format!("did you mean `{near}`?")),
        None => Diagnostic::note("undefined-actor", span, message)
            .label("gets a page with this name")
            .help("define the actor in content/actors/ or content/actors.yaml to say who it is"),
    }
}

/// The id of the record that had this one before (`redirect_from`).
fn formerly(model: &Model, text: &str, kinds: &[Kind]) -> Option<Key> {
    let heads = model.ids().into_iter().filter(|id| kinds.contains(&id.kind())).map(|id| model.head(id));
    heads.filter(|head| head.redirect_from.iter().any(|former| former.text == text)).map(|head| head.id).min()
}

/// Names between commas or semicolons, as a YAML list, and whether a record has one of them. Without that each must look like a full name.
fn several(model: &Model, text: &str, kinds: &[Kind]) -> Option<(String, bool)> {
    let parts: Vec<&str> = text.split([',', ';']).map(str::trim).collect();
    if parts.len() < 2 || parts.iter().any(|part| part.is_empty()) {
        return None;
    }
    let is_record = |part: &&str| match model.find(&Written::new(part, Span::whole(Key::new(""))), kinds) {
        Found::One(id) => !model.head(id).stub,
        Found::Held | Found::Many(_) => true,
        Found::None => false,
    };
    let is_known = parts.iter().any(is_record);
    (is_known || parts.iter().all(|part| part.contains(' '))).then(|| (format!("[{}]", parts.join(", ")), is_known))
}

/// A reference that fits several records.
pub fn ambiguous(model: &Model, span: Span, text: &str, ids: &[RecordId]) -> Diagnostic {
    let several_kinds = ids.iter().any(|id| id.kind() != ids[0].kind());
    let spelled = |id: &RecordId| {
        let head = model.head(*id);
        if several_kinds { format!("`{}:{}`", head.kind, head.id) } else { format!("`{}`", head.id) }
    };
    let choices: Vec<String> = ids.iter().map(spelled).collect();
    let mut diagnostic = Diagnostic::error("ambiguous-reference", span, format!("`{}` fits {} records", clip(text), ids.len()))
        .label("which one?");
    for id in ids.iter().take(4) {
        diagnostic = diagnostic.also(model.head(*id).title_span, format!("this {}", id.kind()));
    }
    diagnostic.help(format!("write {}", choices.join(" or ")))
}

/// A reference that means nothing, with the nearest that does.
pub fn unresolved(model: &Model, written: &Written, kinds: &[Kind]) -> Diagnostic {
    let Written { text, kind, span, .. } = written;
    let (text, kind, span) = (text.as_str(), *kind, *span);
    if let Some(kind) = kind.filter(|kind| !kinds.contains(kind)) {
        let wanted: Vec<&str> = kinds.iter().map(|kind| kind.a()).collect();
        let message = format!("`{kind}:{}` names {}; this field takes {}", clip(text), kind.a(), wanted.join(" or "));
        return Diagnostic::error("unresolved-reference", span, message).help("write an id or a name of that kind");
    }
    let kinds: Vec<Kind> = kind.map_or_else(|| kinds.to_vec(), |kind| vec![kind]);
    let message = match kinds.as_slice() {
        [kind] => format!("no {kind} is called `{}`", clip(text)),
        _ => format!("nothing is called `{}`", clip(text)),
    };
    let other = match model.find(&Written::new(text, span), ANYTHING) {
        Found::One(id) => Some(id.kind()).filter(|kind| !kinds.contains(kind)),
        _ => None,
    };
    let label = match kinds.as_slice() {
        [kind] if other.is_some() => other.map(|other| format!("this is {}, not {}", other.a(), kind.a())).unwrap_or_default(),
        [kind] => format!("not an id, name or alias of any {kind}"),
        _ => "not an id, name or alias of any record".to_owned(),
    };
    let diagnostic = Diagnostic::error("unresolved-reference", span, message).label(label);
    let mut candidates: Vec<(&str, RecordId)> = Vec::new();
    for id in model.ids().into_iter().filter(|id| kinds.contains(&id.kind())) {
        let head = model.head(id);
        candidates.push((head.id.as_str(), id));
        candidates.push((&head.title, id));
        candidates.extend(head.aliases.iter().map(|form| (form.text.text.as_str(), id)));
    }
    if let Some((list, true)) = several(model, text, &kinds) {
        return diagnostic.help(format!("several are a list: `{list}`"));
    }
    if let Some(now) = formerly(model, text, &kinds) {
        return diagnostic.help(format!("`{now}` was called so: write `{now}`")).fix_at(written.place, now.as_str());
    }
    match nearest(text, candidates.iter().map(|(name, _)| *name)) {
        Some(near) => {
            let file = candidates.iter().find(|(name, _)| *name == near).map(|(_, id)| model.head(*id).file());
            let place = file.map(|file| format!(" ({file})")).unwrap_or_default();
            let asked = diagnostic.help(format!("did you mean `{near}`{place}?"));
            match slip(text, candidates) {
                Some(meant) => asked.fix_at(written.place, meant),
                None => asked,
            }
        }
        None => match kinds.as_slice() {
            [kind] => diagnostic.help(format!("write the id of {}, or define it in content/{}.yaml", kind.a(), kind.plural())),
            _ => diagnostic.help("write the id of a record, or define it"),
        },
    }
}
