//! Names and usual paths of the browsers, on each platform.

use std::env;
use std::path::PathBuf;

/// A program to look for, and its names in package managers.
pub struct Place {
    /// Its name in messages.
    pub name: &'static str,
    /// The environment variable with which a user can give its path.
    pub variable: &'static str,
    /// Its names on PATH, best first.
    pub names: &'static [&'static str],
    /// Where it is when not on PATH. `{NAME}` at the start stands for an environment variable.
    usual: &'static [&'static str],
    /// Packages of Debian. Fonts are only a recommendation there, and a page without any shows no text.
    pub debian: &'static [&'static str],
    pub homebrew: &'static str,
    pub winget: &'static str,
}

pub const CHROMIUM: Place = Place {
    name: "Chromium or Chrome",
    variable: "CHROMIUM_BIN",
    names: &["chromium", "google-chrome-stable", "google-chrome", "chrome", "chromium-browser"],
    usual: &[
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "{HOME}/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "{HOME}/Applications/Chromium.app/Contents/MacOS/Chromium",
        "{ProgramFiles}/Google/Chrome/Application/chrome.exe",
        "{ProgramFiles(x86)}/Google/Chrome/Application/chrome.exe",
        "{LOCALAPPDATA}/Google/Chrome/Application/chrome.exe",
        "{LOCALAPPDATA}/Chromium/Application/chrome.exe",
    ],
    debian: &["chromium", "fonts-liberation"],
    homebrew: "google-chrome",
    winget: "Google.Chrome",
};

pub const CHROMEDRIVER: Place = Place {
    name: "ChromeDriver",
    variable: "CHROMEDRIVER",
    names: &["chromedriver"],
    usual: &[
        "/usr/lib/chromium/chromedriver",
        "/usr/lib/chromium-browser/chromedriver",
        "/snap/bin/chromium.chromedriver",
        "/opt/homebrew/bin/chromedriver",
        "/usr/local/bin/chromedriver",
        // The hosted runners of a large CI service keep it in a folder of this name.
        "{CHROMEWEBDRIVER}/chromedriver",
        "{CHROMEWEBDRIVER}/chromedriver.exe",
    ],
    debian: &["chromium-driver"],
    homebrew: "chromedriver",
    winget: "Chromium.ChromeDriver",
};

pub const FIREFOX: Place = Place {
    name: "Firefox",
    variable: "FIREFOX_BIN",
    names: &["firefox-esr", "firefox"],
    usual: &[
        "/Applications/Firefox.app/Contents/MacOS/firefox",
        "{HOME}/Applications/Firefox.app/Contents/MacOS/firefox",
        "{ProgramFiles}/Mozilla Firefox/firefox.exe",
        "{ProgramFiles(x86)}/Mozilla Firefox/firefox.exe",
        "{LOCALAPPDATA}/Mozilla Firefox/firefox.exe",
    ],
    debian: &["firefox-esr"],
    homebrew: "firefox",
    winget: "Mozilla.Firefox",
};

/// Its usual places on this machine.
pub fn usual(place: &Place) -> Vec<PathBuf> {
    place.usual.iter().filter_map(|text| expand(text, |name| env::var(name).ok())).collect()
}

fn expand(text: &str, variable: impl Fn(&str) -> Option<String>) -> Option<PathBuf> {
    let Some((name, rest)) = text.strip_prefix('{').and_then(|text| text.split_once('}')) else {
        return Some(PathBuf::from(text));
    };
    Some(PathBuf::from(variable(name)? + rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_under_a_variable_counts_only_where_the_variable_is_set() {
        let windows = |name: &str| (name == "ProgramFiles(x86)").then(|| "C:/Programs".to_owned());
        assert_eq!(expand("/usr/bin/x", windows), Some(PathBuf::from("/usr/bin/x")));
        assert_eq!(expand("{ProgramFiles(x86)}/x.exe", windows), Some(PathBuf::from("C:/Programs/x.exe")));
        assert_eq!(expand("{HOME}/x", windows), None);
    }
}
