//! Random input with a sense for what the parsers look for.

use crate::words::WORDS;
use fastrand::Rng;
use serde_json::{Map, Value, json};
use std::path::Path;
use std::sync::OnceLock;

/// One input's worth of randomness.
pub struct Source(Rng);

impl Source {
    pub fn new(seed: u64, number: u64) -> Self {
        // Neighbours must not look alike: the golden ratio spreads them over all seeds.
        Self(Rng::with_seed(seed.wrapping_mul(0xD1B5_4A32_D192_ED03) ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0.usize(..bound)
    }

    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        self.0.i64(least..=most)
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// From 0 up to 1.
    pub fn fraction(&mut self) -> f64 {
        self.0.f64()
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    pub fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())]
    }

    /// Any number that a 64-bit float can hold, mostly ones that are near a limit.
    pub fn number(&mut self) -> f64 {
        match self.below(6) {
            0 => f64::from_bits(self.0.u64(..)),
            1 => *self.pick(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, f64::MIN_POSITIVE, f64::MAX]),
            2 => *self.pick(&[
                0.5,
                100.0,
                101.0,
                2_147_483_647.0,
                2_147_483_648.0,
                9_007_199_254_740_991.0,
                9_007_199_254_740_992.0,
            ]),
            3 => self.fraction() * 10.0,
            _ => self.0.i32(-3..1_000) as f64,
        }
    }

    /// Text of words and arbitrary characters.
    pub fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..self.below(6) {
            match self.below(8) {
                0 => text.push(self.0.char(..)),
                1 => text.push(char::from(self.0.u8(b'!'..=b'~'))),
                2 if self.once_in(20) => text.push_str(&self.word().repeat(self.0.usize(..2_000))),
                _ => text.push_str(self.word()),
            }
        }
        text
    }

    /// Text over a few characters, so that parts of it meet by chance.
    pub fn over(&mut self, alphabet: &[&str], longest: usize) -> String {
        (0..self.below(longest + 1)).map(|_| *self.pick(alphabet)).collect()
    }

    /// A key: printable ASCII, from one character up.
    pub fn key(&mut self) -> String {
        let length = if self.once_in(4) { 1 + self.below(3) } else { 8 + self.below(30) };
        (0..length).map(|_| char::from(self.0.u8(b'!'..=b'~'))).collect()
    }

    /// A few of `bytes` are changed, doubled, dropped or replaced by a word.
    pub fn mutate(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..1 + self.below(4) {
            let at = self.below(bytes.len() + 1);
            let to = (at + self.below(12)).min(bytes.len());
            match self.below(6) {
                0 if at < bytes.len() => bytes[at] = self.0.u8(..),
                1 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                2 => drop(bytes.drain(at..to)),
                3 => bytes.truncate(at),
                4 => {
                    let copy = bytes[at..to].to_vec();
                    drop(bytes.splice(at..at, copy));
                }
                _ => drop(bytes.splice(at..to, self.word().bytes())),
            }
        }
    }

    /// The same for text, which stays text.
    pub fn mutated(&mut self, text: &str) -> String {
        let mut bytes = text.as_bytes().to_vec();
        self.mutate(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Any JSON, with the names that answers use.
    pub fn json(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 8 } else { 10 }) {
            0 => Value::Null,
            1 => json!(self.0.bool()),
            2 => json!(self.0.i32(-3..50)),
            3 => json!(self.0.i64(..)),
            4 => json!(self.number()),
            5 => json!(self.word()),
            6 | 7 => json!(self.text()),
            8 => (0..self.below(4)).map(|_| self.json(depth - 1)).collect(),
            _ => Value::Object((0..self.below(5)).map(|_| (self.name(), self.json(depth - 1))).collect::<Map<_, _>>()),
        }
    }

    fn name(&mut self) -> String {
        let (_, names) = corpus();
        if self.once_in(6) { self.text() } else { self.pick(names).clone() }
    }

    /// A body: one of the fixtures with a few fields changed and, now and then, a few bytes.
    pub fn body(&mut self) -> Vec<u8> {
        let (bodies, _) = corpus();
        let mut body = if self.once_in(5) { self.json(4) } else { self.pick(bodies).clone() };
        for _ in 0..self.below(4) {
            let (name, value) = (self.name(), self.json(3));
            let inner = self.once_in(4);
            let Some(object) = body.as_object_mut() else { break };
            if inner && let Some(nested) = object.values_mut().find_map(Value::as_object_mut) {
                nested.insert(name, value);
            } else if self.once_in(3) {
                object.remove(&name);
            } else {
                object.insert(name, value);
            }
        }
        let mut bytes = match body {
            Value::String(text) if self.0.bool() => text.into_bytes(),
            body => body.to_string().into_bytes(),
        };
        match self.below(12) {
            0 => self.mutate(&mut bytes),
            1 => drop(bytes.splice(0..0, "\u{feff}".bytes())),
            2 => bytes = self.text().into_bytes(),
            3 if self.once_in(20) => {
                let depth = self.below(3_000);
                bytes = ["[".repeat(depth), "]".repeat(depth)].concat().into_bytes();
            }
            _ => {}
        }
        bytes
    }
}

/// The bodies in the contract's fixtures, and the names in them.
fn corpus() -> &'static (Vec<Value>, Vec<String>) {
    static CORPUS: OnceLock<(Vec<Value>, Vec<String>)> = OnceLock::new();
    CORPUS.get_or_init(|| {
        let mut bodies = Vec::new();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/contract/fixtures");
        let mut endpoints: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        // The same inputs everywhere.
        endpoints.sort();
        for endpoint in endpoints.iter().map(|endpoint| endpoint.to_str().unwrap()) {
            let example = fixture(endpoint, "endpoint")["example"].clone();
            // Often enough that good answers are not rare.
            bodies.extend(vec![example; 10]);
            for file in ["answers", "errors"] {
                bodies.extend(fixture(endpoint, file).as_array().unwrap().iter().map(|case| case["body"].clone()));
            }
        }
        let mut names: Vec<String> = bodies.iter().filter_map(Value::as_object).flat_map(Map::keys).cloned().collect();
        names.extend(["holdUntil", "issues", "message", "detail"].map(str::to_owned));
        names.sort();
        names.dedup();
        (bodies, names)
    })
}

/// A fixture of the contract tests.
pub fn fixture(endpoint: &str, file: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/contract/fixtures").join(endpoint);
    let text = std::fs::read_to_string(folder.join(file).with_extension("json")).unwrap();
    serde_json::from_str(&text).unwrap()
}
