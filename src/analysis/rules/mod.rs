//! The rules of `check`: one `.rs` and one `.md` each. The Markdown is the rule's documentation, its `explain` text and its test.
//!
//! A rule that a lower floor finds while it reads or resolves (a date that is none, a reference to nothing) is declared here with its
//! level and its text; the words of its findings stand where they are found, since only there all of them come at once.

use rayon::prelude::*;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::resolve;

use super::facts::Facts;
use super::picture;

pub mod invalid_yaml;
pub mod unquoted_colon;
pub mod tab_in_yaml;
pub mod missing_front_matter_end;
pub mod not_utf8;
pub mod duplicate_key;
pub mod unknown_key;
pub mod wrong_type;
pub mod missing_field;
pub mod invalid_date;
pub mod invalid_url;
pub mod symbolic_link;
pub mod file_too_large;
pub mod nesting_too_deep;
pub mod too_many_items;
pub mod non_portable_name;
pub mod duplicate_id;
pub mod url_collision;
pub mod undefined_actor;
pub mod undefined_place;
pub mod unknown_value;
pub mod non_portable_id;
pub mod unresolved_reference;
pub mod ambiguous_reference;
pub mod source_conflict;
pub mod cyclic_part_of;
pub mod role_overlap;
pub mod orphan;
pub mod broken_link;
pub mod broken_fragment;
pub mod missing_asset;
pub mod unsafe_asset;
pub mod missing_alt;
pub mod heading_jump;
pub mod empty_link_text;
pub mod unknown_query;
pub mod raw_html;
pub mod variant_spelling;
pub mod misspelling;
pub mod unresolved_metonym;
pub mod ambiguous_alias;
pub mod weak_before_strong;
pub mod relative_date;
pub mod unsourced_claim;
pub mod unowned_claim;
pub mod weasel_attribution;
pub mod uncited_quote;
pub mod uncited_number;
pub mod chain_drift;
pub mod unsourced_event;
pub mod single_origin;
pub mod unanswered_accusation;
pub mod source_unarchived;
pub mod circular_chain;
pub mod status_contradicts_record;
pub mod source_not_held;
pub mod source_changed;
pub mod planned_date_passed;
pub mod expectation_due;
pub mod review_overdue;
pub mod event_after_as_of;
pub mod changed_without_note;
pub mod title_out_of_date;
pub mod impossible_interval;
pub mod invalid_config;
pub mod template_error;
pub mod template_missing;
pub mod site_too_large;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Public name.
    pub name: &'static str,
    /// Level, unless a site says otherwise. A finding may be milder or harsher than its rule where the rule's text says so.
    pub level: Level,
    /// Where it is listed.
    pub group: Group,
    /// Its documentation, which is run as a test.
    pub text: &'static str,
}

impl Rule {
    /// What it reports, in one line: the first of its documentation.
    pub fn summary(&self) -> &'static str {
        self.text.lines().nth(1).unwrap_or_default()
    }
}

/// Groups of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Reading a file.
    Reading,
    /// Records and references.
    Records,
    /// Prose.
    Prose,
    /// What claims and events rest on.
    Evidence,
    /// Dates.
    Time,
    /// Configuration and theme.
    Site,
}

/// All rules.
pub const ALL: &[Rule] = &[
    invalid_yaml::RULE,
    unquoted_colon::RULE,
    tab_in_yaml::RULE,
    missing_front_matter_end::RULE,
    not_utf8::RULE,
    duplicate_key::RULE,
    unknown_key::RULE,
    wrong_type::RULE,
    missing_field::RULE,
    invalid_date::RULE,
    invalid_url::RULE,
    symbolic_link::RULE,
    file_too_large::RULE,
    nesting_too_deep::RULE,
    too_many_items::RULE,
    non_portable_name::RULE,
    duplicate_id::RULE,
    url_collision::RULE,
    undefined_actor::RULE,
    undefined_place::RULE,
    unknown_value::RULE,
    non_portable_id::RULE,
    unresolved_reference::RULE,
    ambiguous_reference::RULE,
    source_conflict::RULE,
    cyclic_part_of::RULE,
    role_overlap::RULE,
    orphan::RULE,
    broken_link::RULE,
    broken_fragment::RULE,
    missing_asset::RULE,
    unsafe_asset::RULE,
    missing_alt::RULE,
    heading_jump::RULE,
    empty_link_text::RULE,
    unknown_query::RULE,
    raw_html::RULE,
    variant_spelling::RULE,
    misspelling::RULE,
    unresolved_metonym::RULE,
    ambiguous_alias::RULE,
    weak_before_strong::RULE,
    relative_date::RULE,
    unsourced_claim::RULE,
    unowned_claim::RULE,
    weasel_attribution::RULE,
    uncited_quote::RULE,
    uncited_number::RULE,
    chain_drift::RULE,
    unsourced_event::RULE,
    single_origin::RULE,
    unanswered_accusation::RULE,
    source_unarchived::RULE,
    circular_chain::RULE,
    status_contradicts_record::RULE,
    source_not_held::RULE,
    source_changed::RULE,
    planned_date_passed::RULE,
    expectation_due::RULE,
    review_overdue::RULE,
    event_after_as_of::RULE,
    changed_without_note::RULE,
    title_out_of_date::RULE,
    impossible_interval::RULE,
    invalid_config::RULE,
    template_error::RULE,
    template_missing::RULE,
    site_too_large::RULE,
];

/// Rules that are named in public and not built yet: a site may set their level already.
const LATER: &[&str] = &["low-contrast", "over-budget", "translation-stale", "untranslated"];

/// The names of all rules whose level a site may set.
pub fn names() -> Vec<&'static str> {
    ALL.iter().map(|rule| rule.name).chain(LATER.iter().copied()).collect()
}

/// What the rules of this floor find: they need the whole model.
pub fn check(facts: &Facts) -> Vec<Diagnostic> {
    let found = |check: &Check| {
        let mut found = Vec::new();
        check(facts, &mut found);
        found
    };
    CHECKS.par_iter().with_max_len(1).flat_map_iter(found).collect()
}

type Check = fn(&Facts, &mut Vec<Diagnostic>);

/// In the order in which they find; each is asked by itself, on whichever processor is free.
const CHECKS: &[Check] = &[
    references,
    passages,
    variant_spelling::check,
    misspelling::check,
    unresolved_metonym::check,
    pictures,
    ambiguous_alias::check,
    weak_before_strong::check,
    title_out_of_date::check,
    cyclic_part_of::check,
    role_overlap::check,
    unknown_query::check,
    relative_date::check,
    unsourced_claim::check,
    unowned_claim::check,
    weasel_attribution::check,
    uncited_quote::check,
    uncited_number::check,
    chain_drift::check,
    unsourced_event::check,
    single_origin::check,
    unanswered_accusation::check,
    source_unarchived::check,
    circular_chain::check,
    status_contradicts_record::check,
    source_not_held::check,
    source_changed::check,
    planned_date_passed::check,
    expectation_due::check,
    review_overdue::check,
    event_after_as_of::check,
    orphan::check,
    invalid_config::check,
    non_portable_name::check,
];

fn references(facts: &Facts, found: &mut Vec<Diagnostic>) {
    resolve::check(&facts.model, found);
}

fn passages(facts: &Facts, found: &mut Vec<Diagnostic>) {
    facts.for_each_passage(|_, passage| {
        broken_link::check(&facts.model, passage, found);
        missing_alt::check(passage, found);
        heading_jump::check(passage, found);
        empty_link_text::check(passage, found);
        raw_html::check(passage, found);
    });
}

fn pictures(facts: &Facts, found: &mut Vec<Diagnostic>) {
    for id in facts.model.ids() {
        picture::check(&facts.model, facts.model.head(id), found);
    }
}
