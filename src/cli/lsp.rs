//! `rondel lsp`: the language server, over standard input and output.

use clap::Args;

use super::Exit;
use super::output::Output;
use crate::lsp::{Ended, serve, wire};
use crate::project::Problem;

/// Serve an editor: findings, completion, hover, rename and the rest
///
/// Speaks the Language Server Protocol over standard input and output. Editors start it by
/// themselves; the guide's page on editors says how each is set up.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Lsp {
    /// Speak over standard input and output, as it does anyway
    #[arg(long)]
    stdio: bool,
}

const EXAMPLES: &str = "\
Examples:
  rondel lsp     what an editor is told to start";

impl Lsp {
    pub(super) fn run(&self, output: &mut Output) -> Exit {
        let connected = wire::connect(std::io::stdin(), std::io::stdout());
        let (connection, writing) = match connected {
            Ok(connected) => connected,
            Err(error) => {
                output.problem(&Problem::new(format!("cannot begin: {error}")));
                return Exit::Failed;
            }
        };
        let ended = serve(connection);
        writing.finish();
        match ended {
            Ended::Properly => Exit::Clean,
            Ended::Abruptly => Exit::Found,
        }
    }
}
