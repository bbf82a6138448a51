//! The fixtures of one vendor, from `fixtures/<vendor>/`.

use serde_json::Value;
use std::path::PathBuf;

/// A file of this repository.
pub fn source(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every vendor that has fixtures.
pub fn vendors() -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/contract/fixtures");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut vendors: Vec<String> = entries.collect();
    vendors.sort();
    vendors
}

/// One fixture file.
pub fn read(vendor: &str, file: &str) -> Value {
    let path = ["tests/contract/fixtures/", vendor, "/", file, ".json"].concat();
    serde_json::from_str(&source(&path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A fixture file that is a list of cases, each with a name.
pub fn cases(vendor: &str, file: &str) -> Vec<Value> {
    let Value::Array(cases) = read(vendor, file) else { panic!("{vendor}/{file} must be a list") };
    assert!(!cases.is_empty(), "{vendor}/{file} is empty");
    for (at, case) in cases.iter().enumerate() {
        assert!(case["name"].is_string(), "case {at} of {vendor}/{file} has no name");
    }
    cases
}

/// A string of a fixture.
pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("{name} must be a string in {value}"))
}

/// A body as it stands on the wire: a string is sent as it is, anything else as JSON.
pub fn wire(body: &Value) -> Vec<u8> {
    body.as_str().map_or_else(|| body.to_string(), str::to_owned).into_bytes()
}
