//! Values of JavaScript, as the core reads them: a whole table of fields in one crossing.

use super::host::{look_at, read_options, tell_fields, text_of};
use crate::answer::Field;
use crate::body::{Json, Look};
use crate::options::{Source, Value, place, takes};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// A plain object of JavaScript. What this crate serialises cannot fail.
pub fn plain(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::new().serialize_maps_as_objects(true)).unwrap_or(JsValue::UNDEFINED)
}

/// Every option of every call, in the order of `ALL_OPTIONS` in `pkg/src/options.js`; the tests hold one against the other.
static OPTIONS: [&str; 15] = [
    "apiKey",
    "accountId",
    "prospectId",
    "jwt",
    "baseUrl",
    "timeoutMs",
    "maxRetries",
    "signal",
    "fetch",
    "allowInsecureHttp",
    "onRetry",
    "prospectIds",
    "concurrency",
    "perMinute",
    "onProgress",
];

#[allow(clippy::cast_possible_truncation, reason = "addresses of wasm32")]
fn address<T>(table: &[T]) -> u32 {
    table.as_ptr() as usize as u32
}

/// So many names, with commas between them.
fn separated(count: usize, name: &dyn Fn(usize) -> Option<&'static str>) -> String {
    let mut names = String::new();
    for at in 0..count {
        names.push_str(if at == 0 { "" } else { "," });
        names.push_str(name(at).unwrap_or_default());
    }
    names
}

/// Options as a plain object without getters, made by the hand-written side.
pub struct Snapshot {
    looks: [f64; 2 * OPTIONS.len() + 1],
    texts: String,
}

impl Snapshot {
    /// Looks at all of them at once.
    pub fn of(values: &JsValue) -> Self {
        let mut looks = [0.0; 2 * OPTIONS.len() + 1];
        let texts = read_options(values, &mut looks);
        Self { looks, texts }
    }

    /// Where the text in this place starts.
    fn start(&self, place: usize) -> usize {
        let mut start = 0;
        for [kind, length] in self.looks.as_chunks().0.iter().take(place) {
            if *kind == TEXT {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length")]
                let length = *length as usize;
                start += length;
            }
        }
        start
    }
}

/// The kind of a text.
const TEXT: f64 = 5.0;

impl Source for Snapshot {
    fn get(&self, wanted: &'static str) -> Value {
        let Some(place) = place(&OPTIONS, wanted) else { return Value::Missing };
        let [kind, number] = self.looks.as_chunks().0.get(place).copied().unwrap_or_default();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number")]
        match kind as u32 {
            0 => Value::Missing,
            1 => Value::Null,
            2 => Value::Flag(false),
            3 => Value::Flag(true),
            4 => Value::Number(number),
            5 => {
                let text = self.texts.get(self.start(place)..self.start(place + 1));
                text.map_or(Value::Other, |text| Value::Text(text.into()))
            }
            6 => Value::LongText,
            7 => Value::BrokenText,
            8 => Value::Function,
            9 => Value::Signal,
            _ => Value::Other,
        }
    }

    fn unknown(&self, own: &[&str]) -> Option<String> {
        let (looks, unknown) = self.looks.as_chunks();
        for (name, [kind, _]) in OPTIONS.iter().zip(looks) {
            if *kind != 0.0 && !takes(own, name) {
                return Some((*name).into());
            }
        }
        let last = self.texts.get(self.start(OPTIONS.len())..);
        last.filter(|_| *unknown != [0.0]).map(str::to_owned)
    }
}

/// What stands in a JSON value, by the numbers of `pkg/src/look.js`.
fn look(kind: f64, number: f64) -> Look {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number")]
    match kind as u8 {
        0 => Look::Missing,
        1 => Look::Null,
        2 => Look::Flag(false),
        3 => Look::Flag(true),
        4 => Look::Number(number),
        5..=7 => Look::Text,
        10 => Look::List,
        _ => Look::Object,
    }
}

impl Json for JsValue {
    fn looks(&self, fields: &'static [Field]) -> (Look, Vec<Look>) {
        let mut found = vec![0.0; 2 + 2 * fields.len()];
        // The first one leads to the value itself.
        let path = |at: usize| at.checked_sub(1).and_then(|at| fields.get(at)).map(|field| field.name);
        let paths = || separated(1 + fields.len(), &path);
        let table = address(fields);
        // JavaScript is told of each table once.
        if !look_at(self, table, &mut found) {
            tell_fields(table, &paths());
            look_at(self, table, &mut found);
        }
        let mut looks = Vec::with_capacity(fields.len());
        let mut pairs = found.as_chunks().0.iter();
        let whole = pairs.next().map_or(Look::Missing, |[kind, number]| look(*kind, *number));
        for [kind, number] in pairs {
            looks.push(look(*kind, *number));
        }
        (whole, looks)
    }

    fn text(&self, path: &str) -> Option<String> {
        text_of(self, path)
    }
}
