//! A line on the terminal that tells which stage is running; nothing where nobody watches.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget};

use crate::edition::Stage;

/// Shows the stage until it is dropped.
pub(super) struct Display {
    line: ProgressBar,
}

impl Display {
    pub(super) fn new(watched: bool) -> Self {
        let target = if watched { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let line = ProgressBar::with_draw_target(None, target);
        line.enable_steady_tick(Duration::from_millis(120));
        Self { line }
    }

    pub(super) fn show(&self, stage: Stage) {
        self.line.set_message(stage.doing());
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.line.finish_and_clear();
    }
}
