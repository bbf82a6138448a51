//! Values of JavaScript, as the core reads them: a whole table of fields in one crossing.

use super::host::{field_table, look_at, text_at};
use crate::answer::Field;
use crate::body::{Json, Look};
use crate::options::{CALL_OPTIONS, Source, Value};
use js_sys::{Array, JSON, JsString, Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

/// A plain object of JavaScript. What this crate serialises cannot fail.
pub fn plain(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::new().serialize_maps_as_objects(true)).unwrap_or(JsValue::UNDEFINED)
}

/// Every option of every call, in the order in which a [`Snapshot`] keeps them.
const OPTIONS: [&str; 15] = [
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

thread_local! {
    /// Tables that JavaScript was told, by what they were made of.
    static TABLES: RefCell<Vec<(usize, Array)>> = const { RefCell::new(Vec::new()) };
}

/// The table of these names, which are told once. Not lent: what is looked at may be a proxy, and its code may call us.
fn table(id: usize, names: &mut dyn Iterator<Item = &'static str>) -> Array {
    TABLES.with_borrow_mut(|tables| {
        if let Some((_, table)) = tables.iter().find(|(known, _)| *known == id) {
            return table.clone();
        }
        let mut paths = String::new();
        for name in names {
            paths.push_str(name);
            paths.push(',');
        }
        let table = field_table(&paths);
        tables.push((id, table.clone()));
        table
    })
}

/// Options as a plain object without getters, made by the hand-written side.
pub struct Snapshot<'a> {
    values: &'a JsValue,
    table: Array,
    looks: [f64; 2 * OPTIONS.len()],
}

impl<'a> Snapshot<'a> {
    /// Looks at all of them at once.
    pub fn of(values: &'a JsValue) -> Self {
        let mut looks = [0.0; 2 * OPTIONS.len()];
        let table = table(0, &mut OPTIONS.into_iter());
        look_at(values, &table, &mut looks);
        Self { values, table, looks }
    }

    fn keys(&self) -> Array {
        // Not `dyn_ref`: without a prototype it is no instance of Object.
        Object::keys(self.values.unchecked_ref::<Object>())
    }
}

impl Source for Snapshot<'_> {
    fn get(&self, wanted: &'static str) -> Value {
        let Some(place) = OPTIONS.iter().position(|name| *name == wanted) else { return Value::Missing };
        let [kind, number] = self.looks.as_chunks().0.get(place).copied().unwrap_or_default();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number")]
        match kind as u8 {
            0 => Value::Missing,
            1 => Value::Null,
            2 => Value::Flag(false),
            3 => Value::Flag(true),
            4 => Value::Number(number),
            5 => text_at(self.values, &self.table, place as u32).map_or(Value::Other, Value::Text),
            6 => Value::LongText,
            7 => Value::BrokenText,
            8 => Value::Function,
            9 => Value::Signal,
            _ => Value::Other,
        }
    }

    fn names(&self) -> Vec<String> {
        // As many as are not all known, and as much of each as is longer than any known one.
        let keys = self.keys();
        let names = keys.iter().take(64).filter_map(|name| name.dyn_into::<JsString>().ok());
        names.map(|name| name.slice(0, 64).into()).collect()
    }

    fn holds_only(&self, own: &[&str]) -> bool {
        let mut known = 0;
        for (name, [kind, _]) in OPTIONS.iter().zip(self.looks.as_chunks().0) {
            if *kind != 0.0 && (own.contains(name) || CALL_OPTIONS.contains(name)) {
                known += 1;
            }
        }
        self.keys().length() == known
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
    fn parse(text: &str) -> Option<Self> {
        JSON::parse(text).ok()
    }

    fn look(&self) -> Look {
        self.looks(&[]).0
    }

    fn looks(&self, fields: &'static [Field]) -> (Look, Vec<Look>) {
        let mut found = vec![0.0; 2 + 2 * fields.len()];
        let mut names = [""].into_iter().chain(fields.iter().map(|field| field.name));
        look_at(self, &table(fields.as_ptr() as usize, &mut names), &mut found);
        let (pairs, _) = found.as_chunks::<2>();
        let mut looks = pairs.iter().map(|[kind, number]| look(*kind, *number));
        (looks.next().unwrap_or(Look::Missing), looks.collect())
    }

    fn text(&self) -> Option<String> {
        self.as_string()
    }

    fn get(&self, name: &'static str) -> Self {
        // Parsed JSON has no getters; what is no object has no fields.
        Reflect::get(self, &name.into()).unwrap_or(Self::UNDEFINED)
    }

    fn item(&self, at: u32) -> Self {
        if Array::is_array(self) { Reflect::get_u32(self, at).unwrap_or(Self::UNDEFINED) } else { Self::UNDEFINED }
    }
}
