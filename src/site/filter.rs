//! Filters of a list by the site's own fields (`filter: true`). Readers choose with radio buttons; a small stylesheet beside the pages hides
//! the rows that don't have what was chosen, so that no script is needed, and without the stylesheet all is shown.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use crate::base::fingerprint::Fingerprint;
use crate::base::fold::fold;
use crate::base::id::Key;
use crate::model::head::Head;
use crate::site::words::capital;
use crate::syntax::kind::Kind;
use crate::syntax::read::{Own, OwnValue};

use super::view::compose::Site;

/// So many values at most can be chosen from in a field: the ones that most records have.
const MOST: usize = 100;
/// So many values stand as radio buttons; more fold into a menu.
const BUTTONS: usize = 12;

/// A field that a list can be narrowed by.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Filter {
    /// Name of its buttons: `f1`.
    pub name: String,
    /// What readers see before its values.
    pub label: String,
    /// How many rows the list has.
    pub total: usize,
    /// Whether it is a menu, since it has more values than a row of buttons holds.
    pub menu: bool,
    /// Its values.
    pub choices: Vec<Choice>,
}

/// A value that occurs.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Choice {
    /// Value of its button, and class of the rows that have it: `f1-2`.
    pub value: String,
    /// As it is shown.
    pub label: String,
    /// How many rows have it.
    pub count: usize,
}

/// The filters of a kind's list, and the classes of its rows by the paths of their pages.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct Filters {
    /// In the order of site.yaml; a field without values has none.
    pub fields: Vec<Filter>,
    /// Path of a record's page and classes of its row.
    pub classes: BTreeMap<&'static str, String>,
}

/// What can be chosen on the list of a kind.
pub fn of(site: &Site<'_>, kind: Kind) -> Filters {
    let model = &site.facts.model;
    let mut filters = Filters::default();
    let declared = site.facts.config.dialect.fields.iter().filter(|field| field.kind == kind && field.filter);
    let declared: Vec<_> = declared.collect();
    if declared.is_empty() {
        return filters;
    }
    let listed: Vec<(&'static str, &Head)> = model
        .ids()
        .into_iter()
        .filter(|id| id.kind() == kind)
        .filter_map(|id| Some((site.directory.paths.get(&id)?.as_str(), model.head(id))))
        .collect();
    for field in declared {
        let mut values: Vec<Value> = Vec::new();
        for (_, head) in &listed {
            for value in values_of(site, head, field.name) {
                match values.iter_mut().find(|known| known.label == value.label) {
                    Some(known) => known.count += 1,
                    None => values.push(value),
                }
            }
        }
        values.sort_by_key(|value| std::cmp::Reverse(value.count));
        values.truncate(MOST);
        values.sort_by(Value::order);
        if values.is_empty() {
            continue;
        }
        let name = format!("f{}", filters.fields.len() + 1);
        for (path, head) in &listed {
            let classes = filters.classes.entry(path).or_insert_with(|| "item".to_owned());
            for value in values_of(site, head, field.name) {
                if let Some(at) = values.iter().position(|known| known.label == value.label) {
                    let _ = write!(classes, " {name}-{}", at + 1);
                }
            }
        }
        let choice =
            |(at, value): (usize, Value)| Choice { value: format!("{name}-{}", at + 1), label: value.label, count: value.count };
        filters.fields.push(Filter {
            label: capital(field.label),
            total: listed.len(),
            menu: values.len() > BUTTONS,
            choices: values.into_iter().enumerate().map(choice).collect(),
            name,
        });
    }
    filters
}

/// A value, with what it is sorted by: numbers and dates by what they are, all else by its letters.
struct Value {
    label: String,
    count: usize,
    number: Option<f64>,
    date: Option<crate::base::date::Date>,
}

impl Value {
    fn order(&self, other: &Value) -> Ordering {
        let number = self.number.unwrap_or_default().total_cmp(&other.number.unwrap_or_default());
        number
            .then_with(|| self.date.cmp(&other.date))
            .then_with(|| fold(&self.label).cmp(&fold(&other.label)))
            .then_with(|| self.label.cmp(&other.label))
    }
}

/// What a record says in a field, each value once.
fn values_of(site: &Site<'_>, head: &Head, name: &str) -> Vec<Value> {
    let value = |label: &str| Value { label: label.trim().to_owned(), count: 1, number: None, date: None };
    let said = |own: &Own| match &own.value {
        OwnValue::Text(text) | OwnValue::Url(text) => vec![value(&text.text)],
        OwnValue::List(texts) => texts.iter().map(|text| value(&text.text)).collect(),
        OwnValue::Number(number, text) => vec![Value { number: Some(*number), ..value(&text.text) }],
        OwnValue::Date(date) => {
            vec![Value { date: Some(date.value.clone()), ..value(site.directory.date(&date.value).text.as_str()) }]
        }
        // "Yes" before "no".
        OwnValue::Flag(true) => vec![Value { number: Some(0.0), ..value("yes") }],
        OwnValue::Flag(false) => vec![Value { number: Some(1.0), ..value("no") }],
    };
    let mut values: Vec<Value> = Vec::new();
    for value in head.own.iter().filter(|own| own.name == name).flat_map(said) {
        if !value.label.is_empty() && !values.iter().any(|known| known.label == value.label) {
            values.push(value);
        }
    }
    values
}

/// The stylesheet of all filters of the site: its path and its rules; none where nothing can be chosen.
pub fn sheet(site: &Site<'_>) -> Option<(String, String)> {
    // It knows names and no words, so that it is the same on all lists.
    let mut most: Vec<usize> = Vec::new();
    for kind in Kind::ALL {
        for (at, filter) in of(site, kind).fields.iter().enumerate() {
            most.resize(most.len().max(at + 1), 0);
            most[at] = most[at].max(filter.choices.len());
        }
    }
    if most.is_empty() {
        return None;
    }
    let mut rules = String::from(
        "@layer components{.filters{margin-block:var(--s4)}.filters :is(select,button){font:inherit;min-height:1.75rem}\n",
    );
    for (field, values) in most.iter().enumerate() {
        for value in 1..=*values {
            let class = format!("f{}-{value}", field + 1);
            let chosen = format!("main:has(.filters [value={class}]:checked)");
            let _ = writeln!(rules, "{chosen} :is(.item:not(.{class}),.items:not(:has(.{class}))){{display:none}}");
        }
    }
    rules.push_str("}\n@media print{.filters{display:none}}\n");
    let hash = Fingerprint::of_bytes(rules.as_bytes()).to_string();
    Some((format!("theme/filters.{}.css", &hash[..10]), rules))
}

/// The address of the stylesheet.
pub fn address(site: &Site<'_>) -> Option<Key> {
    sheet(site).map(|(path, _)| Key::new(&path))
}
