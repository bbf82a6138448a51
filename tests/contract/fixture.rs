//! The fixtures of one endpoint, from `fixtures/<endpoint>/`.

use serde_json::Value;
use std::path::PathBuf;

/// A file of this repository.
pub fn source(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every endpoint that has fixtures.
pub fn endpoints() -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/contract/fixtures");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut endpoints: Vec<String> = entries.collect();
    endpoints.sort();
    endpoints
}

/// One fixture file.
pub fn read(endpoint: &str, file: &str) -> Value {
    let path = ["tests/contract/fixtures/", endpoint, "/", file, ".json"].concat();
    serde_json::from_str(&source(&path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A fixture file that is a list of cases, each with a name.
pub fn cases(endpoint: &str, file: &str) -> Vec<Value> {
    let Value::Array(cases) = read(endpoint, file) else { panic!("{endpoint}/{file} must be a list") };
    assert!(!cases.is_empty(), "{endpoint}/{file} is empty");
    for (at, case) in cases.iter().enumerate() {
        assert!(case["name"].is_string(), "case {at} of {endpoint}/{file} has no name");
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
