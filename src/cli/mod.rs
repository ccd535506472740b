//! The command line: arguments to everything else. One file a command.
//!
//! In: arguments, standard input. Out: text through one [`output::Output`], and an exit code. It
//! knows how to ask the other rooms, and nothing of how they answer.

#[cfg(feature = "sqlite")]
mod agents;
#[cfg(feature = "sqlite")]
mod attention;
mod check;
mod compile;
mod diff;
mod explain;
mod fmt;
mod graph;
mod inputs;
mod interactive;
#[cfg(feature = "sqlite")]
mod look;
#[cfg(feature = "lsp")]
mod lsp;
mod output;
mod owner;
mod program;
mod progress;
mod record;
mod run;
#[cfg(feature = "sqlite")]
mod runs;
mod table;
mod test;
mod text_diff;
#[cfg(feature = "sqlite")]
mod why;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use output::{Colour, Output};

/// Conversation workflows as code: check them, see them, run them.
#[derive(Debug, Parser)]
#[command(
    name = "rondel",
    version,
    max_term_width = 100,
    after_help = EXAMPLES,
    subcommand_required = true,
    arg_required_else_help = true
)]
struct Cli {
    /// When to use colours
    ///
    /// `auto` uses them on a terminal, unless `NO_COLOR` is set; `CLICOLOR_FORCE` uses them
    /// everywhere.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Colour::Auto)]
    color: Colour,

    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  rondel check                        find what is wrong below this folder
  rondel fmt                          lay it out
  rondel explain send                 say what a word means
  rondel test                         try its scenarios out
  rondel diff main                    say what changed since a branch
  rondel run --events leads.jsonl     run it on a stream of events
  rondel why c42 --store shop.db      say why a contact has its owner

Exit codes: 0 nothing wrong, 1 something found, 2 could not be done";

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Fmt(fmt::Fmt),
    Compile(compile::Compile),
    Graph(graph::Graph),
    Diff(diff::Diff),
    Explain(explain::Explain),
    Run(run::Run),
    Test(test::Test),
    #[cfg(feature = "lsp")]
    Lsp(lsp::Lsp),
    #[cfg(feature = "sqlite")]
    Why(why::Why),
    #[cfg(feature = "sqlite")]
    Runs(runs::Runs),
    #[cfg(feature = "sqlite")]
    Attention(attention::Attention),
    #[cfg(feature = "sqlite")]
    Agents(agents::Agents),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// Nothing to complain about.
    Clean = 0,
    /// The program or the input has something wrong.
    Found = 1,
    /// The command could not do its work.
    Failed = 2,
}

/// Runs the command that `arguments` ask for; the first one is the program's own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return explain_usage(&error),
    };
    // Without a handler the code would be the signal's, which not every shell shows alike.
    let _ = ctrlc::set_handler(|| std::process::exit(130));
    let mut output = Output::new(cli.color);
    let exit = match &cli.command {
        Command::Check(check) => check.run(&mut output),
        Command::Fmt(fmt) => fmt.run(&mut output),
        Command::Compile(compile) => compile.run(&mut output),
        Command::Graph(graph) => graph.run(&mut output),
        Command::Diff(diff) => diff.run(&mut output),
        Command::Explain(explain) => explain.run(&mut output),
        Command::Run(run) => run.run(&mut output),
        Command::Test(test) => test.run(&mut output),
        #[cfg(feature = "lsp")]
        Command::Lsp(lsp) => lsp.run(&mut output),
        #[cfg(feature = "sqlite")]
        Command::Why(why) => why.run(&mut output),
        #[cfg(feature = "sqlite")]
        Command::Runs(runs) => runs.run(&mut output),
        #[cfg(feature = "sqlite")]
        Command::Attention(attention) => attention.run(&mut output),
        #[cfg(feature = "sqlite")]
        Command::Agents(agents) => agents.run(&mut output),
    };
    output.finish(exit)
}

/// Help and version are answers; anything else is a mistake in the arguments.
fn explain_usage(error: &clap::Error) -> ExitCode {
    let mut output = Output::new(Colour::Auto);
    let is_answer = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let text = error.render();
    if is_answer {
        let text =
            if output.colours_answers() { text.ansi().to_string() } else { text.to_string() };
        output.answer(&text);
        return output.finish(Exit::Clean);
    }
    let text = if output.colours_remarks() { text.ansi().to_string() } else { text.to_string() };
    output.remark(&text);
    output.finish(Exit::Failed)
}
