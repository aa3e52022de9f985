//! For those who watch: what is going on, on one line of a terminal that is gone afterwards.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A line on the terminal; nothing where nobody watches.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// Begins with what is being done, which is seen at once.
    pub(super) fn begin(doing: &'static str, quiet: bool) -> Progress {
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(None, target).with_style(style("{prefix:>8} {msg}")).with_prefix(doing);
        bar.tick();
        Progress(bar)
    }

    /// Goes on to something that has so many steps.
    pub(super) fn steps(&self, doing: &'static str, steps: usize) {
        self.0.set_prefix(doing);
        self.0.set_length(steps as u64);
        self.0.set_style(style("{prefix:>8} {bar:40} {pos} of {len}"));
    }

    /// One step is done.
    pub(super) fn step(&self) {
        self.0.inc(1);
    }
}

impl Drop for Progress {
    /// Whatever is said next stands where the line was.
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
