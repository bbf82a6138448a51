//! `cargo xtask pack`: the tarball as it is published, built twice from the last commit and compared byte for byte.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::build::{self, Profile};
use crate::failure::Failure;
use crate::find;
use crate::process::Job;
use crate::project::Project;
use crate::setup;

/// Names of unlike length: a path that gets into the package makes a difference.
const FOLDERS: [&str; 2] = ["first", "the-second-one"];

/// Builds in two clean clones, and leaves the tarball in target/pack.
pub fn run(project: &Project, words: &[String]) -> Result<ExitCode, Failure> {
    if let Some(word) = words.first() {
        return Err(Failure::usage(format!("`cargo xtask pack` takes no `{word}`.")));
    }
    setup::prepare(project, build::NEEDS)?;
    let place = project.path("target/pack");
    if place.exists() {
        fs::remove_dir_all(&place).map_err(|error| failed(&place, &error))?;
    }
    let [first, second] = FOLDERS.map(|name| tarball(project, &place.join(name)));
    let (first, second) = (first?, second?);
    let bytes = read(&first)?;
    if bytes != read(&second)? {
        return Err(Failure::new(format!("{} and {} differ.", first.display(), second.display())));
    }
    let kept = place.join(first.file_name().unwrap_or_default());
    fs::write(&kept, &bytes).map_err(|error| failed(&kept, &error))?;
    println!("Two builds made the same {} bytes: {}", bytes.len(), kept.display());
    Ok(ExitCode::SUCCESS)
}

/// Clones, builds and packs. Only the installed tools are taken over.
fn tarball(project: &Project, folder: &Path) -> Result<PathBuf, Failure> {
    let git = find::on_path("git").ok_or_else(|| Failure::new("git is not on PATH."))?;
    Job::new(project, &git).args(["clone", "--quiet", "--no-hardlinks", "."]).args([folder]).run()?;
    let clone = Project::at(folder.to_path_buf());
    let tools = clone.tools().join("bin");
    fs::create_dir_all(&tools).map_err(|error| failed(&tools, &error))?;
    for name in ["wasm-pack", "wasm-bindgen", "wasm-bindgen-test-runner"] {
        fs::copy(project.tool(name), clone.tool(name)).map_err(|error| failed(&tools, &error))?;
    }
    setup::prepare(&clone, build::NEEDS)?;
    for job in build::jobs(&clone, Profile::Release) {
        // A folder that both share would make the second build a copy of the first.
        job.without_env("CARGO_TARGET_DIR").run()?;
    }
    let npm = find::on_path("npm").ok_or_else(|| Failure::new("npm is not on PATH."))?;
    Job::new(&clone, &npm).args(["pack", "./pkg", "--silent"]).run()?;
    let entries = fs::read_dir(folder).map_err(|error| failed(folder, &error))?;
    entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|ending| ending == "tgz"))
        .ok_or_else(|| Failure::new(format!("npm left no tarball in {}.", folder.display())))
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(file).map_err(|error| failed(file, &error))
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}
