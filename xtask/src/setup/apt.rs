//! System packages, on Debian, as root. Elsewhere the user installs them: xtask never asks for a password.

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::find;
use crate::process::Job;
use crate::project::Project;

/// Only on Debian itself: package names differ on its derivatives (Ubuntu's chromium is a snap).
pub fn can_install(project: &Project) -> bool {
    let debian = fs::read_to_string("/etc/os-release").is_ok_and(|text| is_debian(&text));
    debian && find::on_path("apt-get").is_some() && is_root(project)
}

/// Installs packages.
pub fn install(project: &Project, packages: &[&str]) -> Result<(), Failure> {
    eprintln!("set-up: installing {} with apt-get", packages.join(", "));
    if let Err(failure) = apt_get(project, &["update"]) {
        // One unreachable source among several: the packages may be available all the same.
        eprintln!("set-up: {failure} Trying the install all the same.");
    }
    apt_get(project, &[&["install", "--yes", "--no-install-recommends"], packages].concat())
}

fn apt_get(project: &Project, args: &[&str]) -> Result<(), Failure> {
    let program = find::on_path("apt-get").ok_or_else(|| Failure::new("apt-get is missing."))?;
    Job::new(project, &program)
        .args(["-q", "-o", "DPkg::Lock::Timeout=120"])
        .args(args)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .run()
}

fn is_root(project: &Project) -> bool {
    Job::new(project, Path::new("id")).args(["-u"]).answer().as_deref() == Some("0")
}

fn is_debian(os_release: &str) -> bool {
    os_release.lines().any(|line| matches!(line.trim(), "ID=debian" | "ID=\"debian\""))
}

#[cfg(test)]
mod tests {
    use super::is_debian;

    #[test]
    fn tells_debian_from_its_relatives() {
        assert!(is_debian("PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n"));
        assert!(!is_debian("NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n"));
    }
}
