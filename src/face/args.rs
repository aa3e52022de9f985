//! What can be typed: one definition for flags, help and completion.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::base::date::Day;

/// Static sites that say who, when, and according to whom.
#[derive(Debug, Parser)]
#[command(name = "whowhen", version, about, propagate_version = true, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Exit: 0 fine · 1 the content has errors · 2 usage · 3 configuration or theme · 4 the machine")]
pub struct Whowhen {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Flags of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Flags of every command.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// The site's folder: the one with content/
    #[arg(short, long, global = true, default_value = ".", value_name = "DIR")]
    pub root: PathBuf,
    /// The configuration file
    #[arg(short, long, global = true, default_value = "site.yaml", value_name = "FILE")]
    pub config: PathBuf,
    /// Say only what is wrong
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to use colours
    #[arg(long, global = true, default_value = "auto", value_name = "WHEN")]
    pub color: Color,
    /// How findings are printed [default: human; of `build` and `check` in GitHub Actions both human and github]
    #[arg(long, global = true, value_name = "FORMAT")]
    pub format: Option<Format>,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the lines that they are about
    Human,
    /// One line each: `file:line:column: level[rule]: message`
    Short,
    /// One JSON object
    Json,
    /// One log in the Static Analysis Results Interchange Format 2.1.0
    Sarif,
    /// Workflow commands of GitHub Actions: annotations on the lines
    Github,
}

impl Format {
    /// Whether it is one document on stdout, beside which nothing is said.
    pub fn is_document(self) -> bool {
        matches!(self, Format::Json | Format::Sarif)
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site: content/ and themes/ into output/
    Build(Build),
    /// Preview the site in a browser, live while you write; write nothing
    Serve(Serve),
    /// Say everything that is wrong, at once; mend what a machine can mend, if asked
    Check(Check),
    /// Explain a rule of `check`, with examples; without a name, list all rules
    Explain {
        /// The name between brackets, such as `invalid-date`
        rule: Option<String>,
    },
    /// Say why a name is, or is not, linked where it stands
    Why {
        /// Where: lines and columns count from 1, columns in characters
        #[arg(value_name = "FILE:LINE:COLUMN", value_parser = super::cli::why::place)]
        place: super::cli::why::Place,
    },
    /// Print the JSON Schema of front matter, or of site.yaml, with the site's own fields and words
    Schema {
        /// Of what
        kind: SchemaKind,
    },
    /// List records, or what waits for an editor: drafts, orphans, what is due
    List(List),
    /// Say what waits for an editor: weak evidence, dates that have passed, sources without a copy, names without a page
    Report(Report),
    /// Say what changed for a reader: from one day to another, or against another folder with the site
    Diff(Diff),
    /// Suggest what an editor may want to write: days, links, actors, sources; write it, if asked
    Suggest(Suggest),
    /// Remove the cache, `.whowhen/` in the site's folder, and nothing else
    Clean,
    /// Begin a site: site.yaml, a first briefing, an about page, .gitignore
    Init(Init),
    /// Begin a record's file with the right front matter; prints its path
    New(New),
    /// Make one record of two that are the same thing: what the first says is carried over to the second
    Merge(Merge),
    /// Give a record that stands among others a file of its own; its id is left where it stood
    Promote(Promote),
    /// Give a record another id, in every reference too; its former address leads on
    Rename(Rename),
    /// Set up publishing on GitHub Pages
    Deploy(Deploy),
    /// Change how pages look: copy files of the default theme, see what their templates see
    Theme {
        /// What to do.
        #[command(subcommand)]
        what: Theme,
    },
    /// Say what is found, and what is missing, for publishing and previewing
    Doctor,
    /// Print the completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page (roff), of the program or of a command
    #[command(hide = true)]
    Manual {
        /// The command
        command: Option<String>,
    },
}

/// What has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaKind {
    /// A briefing's front matter
    Briefing,
    /// An actor's
    Actor,
    /// An event's
    Event,
    /// A source's
    Source,
    /// A claim's
    Claim,
    /// A place's
    Place,
    /// An arc's
    Arc,
    /// A plain page's
    Page,
    /// site.yaml
    Site,
}

/// What is listed, and how.
#[derive(Clone, Debug, Args)]
#[command(after_help = "Where the content has errors, what can be read is listed all the same, and the command exits with 1.")]
pub struct List {
    /// Of what
    pub kind: ListKind,
    /// As JSON: a list; of actors, events, sources and claims with the records of data/KIND.json
    #[arg(long)]
    pub json: bool,
    /// What of the site.
    #[command(flatten)]
    pub extent: Extent,
}

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListKind {
    /// Whoever acts or speaks, with those who are only named
    Actors,
    /// In order of time
    Events,
    /// With who published them, and when
    Sources,
    /// With their status
    Claims,
    /// What is not published, and why
    Drafts,
    /// Actors, sources and places that nothing refers to
    Orphans,
    /// Planned events, expectations that are not met, briefings to look at again: by date
    Due,
}

/// Flags of `report`.
#[derive(Clone, Debug, Args)]
#[command(after_help = "Where the content has errors, what can be read is told all the same, and the command exits with 1.")]
pub struct Report {
    /// Every row; else ten of each section
    #[arg(long)]
    pub all: bool,
    /// As JSON, whole
    #[arg(long)]
    pub json: bool,
    /// As one page for a browser or a printer, into a file where nothing is published
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Overwrite the file, whatever is in it
    #[arg(long, requires = "html")]
    pub force: bool,
    /// What of the site.
    #[command(flatten)]
    pub extent: Extent,
}

/// Flags of `diff`.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Whether anything changed or not, it exits with 0; where the content has errors, what can be read is compared \
all the same, and it exits with 1."
)]
pub struct Diff {
    /// A commit, branch or tag; two of them, or two days, with `..` between them; without the second one until the site as it is
    #[arg(value_name = "REV|DATE..DATE", required_unless_present = "against", conflicts_with_all = ["against", "as_of"])]
    pub between: Option<String>,
    /// Another folder with the site, as it was before
    #[arg(long, value_name = "DIR")]
    pub against: Option<PathBuf>,
    /// As JSON, whole
    #[arg(long, conflicts_with = "markdown")]
    pub json: bool,
    /// As Markdown, for a comment on GitHub or the summary of a step
    #[arg(long)]
    pub markdown: bool,
    /// What of the site.
    #[command(flatten)]
    pub extent: Extent,
}

/// Flags of `suggest`.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Where several things may be meant, all are named and none is written. Where the content has errors, what can be read \
is told all the same, nothing is written, and the command exits with 1."
)]
pub struct Suggest {
    /// Write all that nobody would have to guess, or nothing if a file is not as it was read
    #[arg(long, conflicts_with_all = ["patch", "json"])]
    pub write: bool,
    /// Print what would be written as one patch, such as `git apply` takes
    #[arg(long, conflicts_with = "json")]
    pub patch: bool,
    /// As JSON, whole, each with its own patch
    #[arg(long)]
    pub json: bool,
    /// Only suggestions of this kind; more than once for several
    #[arg(long, value_name = "KIND")]
    pub only: Vec<SuggestKind>,
    /// Every suggestion; else ten of each kind
    #[arg(long)]
    pub all: bool,
}

/// What can be suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SuggestKind {
    /// The day that "yesterday" or "last week" means
    RelativeDate,
    /// Whom a name means that is not linked, and who is missing from a page's `actors`
    UnlinkedMention,
    /// Names that recur and have no record
    NewActor,
    /// Documents that are linked, and outlets that are named, without a source
    NewSource,
}

/// Flags of `init`.
#[derive(Clone, Debug, Args)]
pub struct Init {
    /// The site's folder; made if it isn't there [default: this one]
    pub dir: Option<PathBuf>,
    /// Add the workflow that publishes on GitHub Pages
    #[arg(long)]
    pub github: bool,
    /// Overwrite these files, whatever is in them
    #[arg(long)]
    pub force: bool,
}

/// Flags of `new`.
#[derive(Clone, Debug, Args)]
pub struct New {
    /// What to begin
    pub kind: NewKind,
    /// Its title, name or (of a claim) text; of a source the address will do
    pub name: String,
    /// The short name in its address, and its file's name [default: made from NAME]
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// The day to write into it [default: SOURCE_DATE_EPOCH, else `as_of` in site.yaml, else today in UTC]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: Option<Day>,
    /// Overwrite the file, whatever is in it
    #[arg(long)]
    pub force: bool,
}

/// What `new` can begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NewKind {
    /// A telling with prose
    Briefing,
    /// Whoever acts or speaks
    Actor,
    /// What happened, or was to happen
    Event,
    /// A document that carries statements
    Source,
    /// One statement that somebody makes
    Claim,
}

/// Flags of `merge`.
#[derive(Clone, Debug, Args)]
pub struct Merge {
    /// The id of the one that goes; of an actor who is only named, the name
    pub from: String,
    /// The id of the one that stays
    pub into: String,
    /// Print the difference and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// Flags of `promote`.
#[derive(Clone, Debug, Args)]
pub struct Promote {
    /// Its id, with its kind before it where several records have it: `source:ap`; of an actor who is only named, the name
    pub id: String,
    /// Print the difference and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// Flags of `rename`.
#[derive(Clone, Debug, Args)]
pub struct Rename {
    /// Its id, with its kind before it where several records have it: `actor:kuleba`
    pub old: String,
    /// The id that it is to have
    pub new: String,
    /// Print the difference and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// Flags of `deploy`.
#[derive(Clone, Debug, Args)]
pub struct Deploy {
    /// Write the workflow that publishes each push, and turn GitHub Pages on through `gh` where that can be
    #[arg(long)]
    pub setup: bool,
    /// Overwrite the workflow, whatever is in it
    #[arg(long)]
    pub force: bool,
}

/// What to do with the theme.
#[derive(Clone, Debug, Subcommand)]
pub enum Theme {
    /// Copy files of the default theme into the site's; there they stand before those of the program
    Eject {
        /// Which files, such as `actor.html` or `style.css` [default: all, which then no longer change with the program]
        files: Vec<String>,
        /// Overwrite these files, whatever is in them
        #[arg(long)]
        force: bool,
    },
    /// Print what the template of a page sees, as JSON
    Data {
        /// Its address from the site's root, such as `actors/lavrov/`, or its file, such as `content/actors/lavrov.md`
        page: String,
    },
}

/// Flags that say how a site is read: of `build`, `check` and `serve`.
#[derive(Clone, Debug, Args)]
pub struct Reading {
    /// The site's address, such as https://example.org/ [default: from site.yaml, CNAME or the repository]
    #[arg(short = 'u', long, env = "WHOWHEN_BASE_URL", hide_env = true, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// What of the site.
    #[command(flatten)]
    pub extent: Extent,
    /// For content by strangers, such as pull requests: the levels of findings are ours, whatever site.yaml says
    #[arg(long)]
    pub untrusted: bool,
}

/// Flags that say what of a site is looked at, and as of which day.
#[derive(Clone, Debug, Default, Args)]
pub struct Extent {
    /// Drafts too
    #[arg(short = 'D', long)]
    pub drafts: bool,
    /// What is to be published after today too
    #[arg(short = 'F', long)]
    pub future: bool,
    /// The day to take for today, since no clock is read [default: `as_of` in site.yaml, else the newest date in the content]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Day>,
    /// The site as it could have been written on that day: without what was published or said later
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Day>,
}

/// Flags of `build`.
#[derive(Clone, Debug, Args)]
pub struct Build {
    /// How the site is read.
    #[command(flatten)]
    pub reading: Reading,
    /// The folder to write to [default: output/ in the site's folder]
    #[arg(short, long, visible_aliases = ["output-dir", "destination"], value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// Do it again after every change, until Ctrl-C
    #[arg(long)]
    pub watch: bool,
}

/// Flags of `check`.
#[derive(Clone, Debug, Args)]
#[command(mut_arg("output", |arg| arg.help("As of `build`, so that one can be typed for the other; nothing is written there")))]
pub struct Check {
    /// Those of `build`: what it would publish is what is checked.
    #[command(flatten)]
    pub build: Build,
    /// Mend in your files what can be mended without a doubt, then say what is left
    #[arg(long)]
    pub fix: bool,
}

/// Flags of `serve`.
#[derive(Clone, Debug, Args)]
// A preview stands at its own address, so nothing else is asked.
#[command(mut_arg("base_url", |arg| arg.help("The site's address, to see it under that path [default: the preview's own]")))]
pub struct Serve {
    /// How the site is read.
    #[command(flatten)]
    pub reading: Reading,
    /// The port; the next free one if it is taken, any if it is 0
    #[arg(short, long, default_value_t = 8000, value_parser = port)]
    pub port: u16,
    /// The address to listen on; 0.0.0.0 lets everyone on the network read
    #[arg(short = 'i', long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_name = "ADDRESS", value_parser = host)]
    pub host: IpAddr,
    /// Open the site in the browser
    #[arg(short = 'O', long)]
    pub open: bool,
    /// Let the browser go to the page of the file that was saved
    #[arg(long)]
    pub follow: bool,
}

fn host(text: &str) -> Result<IpAddr, String> {
    match text {
        "localhost" => Ok(Ipv4Addr::LOCALHOST.into()),
        _ => text.parse().map_err(|_| "this must be an address such as 127.0.0.1, 0.0.0.0 or ::1".to_owned()),
    }
}

fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| "a port is a number from 0 to 65535".to_owned())
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).map_err(|error| match error.meant {
        Some(meant) => format!("{}; did you mean `{meant}`?", error.message),
        None => error.message,
    })
}

fn base_url(text: &str) -> Result<String, String> {
    match crate::syntax::read::url_problem(text) {
        None if text.contains(['?', '#']) => Err("an address with `?` or `#` can't be the site's".to_owned()),
        None => Ok(text.to_owned()),
        Some(problem) => Err(problem.to_owned()),
    }
}
