//! `yearbook check`

use super::args::{Arguments, Check, OutputFormat};
use super::{Exit, Failure, Streams};

pub(super) fn run(arguments: &Arguments, check: &Check, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let edition = super::edition(arguments, &check.scope, false, streams.watched)?;
    let failed = edition.findings.any(check.fail_on.into());
    match streams.format {
        OutputFormat::Json => streams.json(&serde_json::json!({
            "passed": !failed,
            "figures": edition.figures().count(),
            "findings": edition.findings.as_slice(),
        }))?,
        OutputFormat::Human => {
            let text = streams.printer.findings(&edition.findings);
            streams.out.write_all(text.as_bytes())?;
            writeln!(streams.out, "{} figures checked", edition.figures().count())?;
        }
    }
    Ok(if failed { Exit::Findings } else { Exit::Done })
}
