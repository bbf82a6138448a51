//! Values of JavaScript, as the core reads them: a whole table of fields in one crossing.

use super::host::{look_at, tell_fields, text_at, text_of};
use crate::answer::Field;
use crate::body::{Json, Look};
use crate::options::{Source, Value, place, takes};
use js_sys::{JsString, Object};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// A plain object of JavaScript. What this crate serialises cannot fail.
pub fn plain(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::new().serialize_maps_as_objects(true)).unwrap_or(JsValue::UNDEFINED)
}

/// Every option of every call, in the order in which a [`Snapshot`] keeps them.
static OPTIONS: [&str; 15] = [
    "apiKey",
    "prospectId",
    "accountId",
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

/// Looks at fields that have a table, whose number is an address: JavaScript is told of each table once.
fn look_into(value: &JsValue, table: u32, paths: &dyn Fn() -> String, looks: &mut [f64]) {
    if !look_at(value, table, looks) {
        tell_fields(table, &paths());
        look_at(value, table, looks);
    }
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
pub struct Snapshot<'a> {
    values: &'a JsValue,
    looks: [f64; 2 * OPTIONS.len()],
}

impl<'a> Snapshot<'a> {
    /// Looks at all of them at once.
    pub fn of(values: &'a JsValue) -> Self {
        let mut looks = [0.0; 2 * OPTIONS.len()];
        let paths = || separated(OPTIONS.len(), &|at| OPTIONS.get(at).copied());
        look_into(values, address(&OPTIONS), &paths, &mut looks);
        Self { values, looks }
    }
}

impl Source for Snapshot<'_> {
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
            5 => text_at(self.values, address(&OPTIONS), place as u32).map_or(Value::Other, Value::Text),
            6 => Value::LongText,
            7 => Value::BrokenText,
            8 => Value::Function,
            9 => Value::Signal,
            _ => Value::Other,
        }
    }

    fn unknown(&self, own: &[&str]) -> Option<String> {
        // Not `dyn_ref`: without a prototype it is no instance of Object.
        let keys = Object::keys(self.values.unchecked_ref::<Object>());
        // That all are known can mostly be told without reading their names.
        let mut known = 0;
        for (name, [kind, _]) in OPTIONS.iter().zip(self.looks.as_chunks().0) {
            if *kind != 0.0 && takes(own, name) {
                known += 1;
            }
        }
        if keys.length() == known {
            return None;
        }
        for at in 0..keys.length() {
            // As much of it as is longer than any known one.
            let name: String = keys.get(at).unchecked_into::<JsString>().slice(0, 64).into();
            if !takes(own, &name) {
                return Some(name);
            }
        }
        None
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
        look_into(self, address(fields), &paths, &mut found);
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
