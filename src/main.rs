//! The binary: everything is in the library, so that tests and benches call what users run.

use std::process::ExitCode;

/// A third of a site generator's time goes into small allocations; mimalloc makes them cheap.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ctf_site::cli::main()
}
