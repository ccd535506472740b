//! The program `rondel`.

use std::process::ExitCode;

/// A program is many small pieces, made and dropped on several threads.
#[cfg(all(feature = "jemalloc", not(target_env = "msvc")))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    rondel::cli::run(std::env::args_os())
}
