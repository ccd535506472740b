//! The program `rondel`.

use std::process::ExitCode;

fn main() -> ExitCode {
    rondel::cli::run(std::env::args_os())
}
