//! Values of JavaScript, as the core reads them.

use crate::body::{Json, Look};
use crate::options::{MAX_TEXT, Source, Value};
use js_sys::{Array, JSON, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;

/// Options as a plain object without getters, made by the hand-written side.
pub struct Snapshot<'a>(pub &'a JsValue);

impl Source for Snapshot<'_> {
    fn get(&self, name: &'static str) -> Value {
        Reflect::get(self.0, &wasm_bindgen::intern(name).into()).map_or(Value::Missing, |value| read(&value))
    }

    fn names(&self) -> Vec<String> {
        // Not `dyn_ref`: without a prototype it is no instance of Object. As many as are not all known, and as much of each as
        // is longer than any known one.
        let keys = Object::keys(self.0.unchecked_ref::<Object>());
        let names = keys.iter().take(64).filter_map(|name| name.dyn_into::<JsString>().ok());
        names.map(|name| name.slice(0, 64).into()).collect()
    }
}

fn read(value: &JsValue) -> Value {
    if value.is_undefined() {
        Value::Missing
    } else if value.is_null() {
        Value::Null
    } else if let Some(flag) = value.as_bool() {
        Value::Flag(flag)
    } else if let Some(number) = value.as_f64() {
        Value::Number(number)
    } else if let Some(text) = value.dyn_ref::<JsString>() {
        // A string of a gigabyte must not be copied to find that it is too long.
        if text.length() > MAX_TEXT {
            Value::LongText
        } else if text.is_valid_utf16() {
            Value::Text(text.into())
        } else {
            Value::BrokenText
        }
    } else if value.is_function() {
        Value::Function
    } else if is_signal(value) {
        Value::Signal
    } else {
        Value::Other
    }
}

/// Signals of another realm, or of a polyfill, are signals, too.
fn is_signal(value: &JsValue) -> bool {
    let has = |name: &str, fits: fn(&JsValue) -> bool| Reflect::get(value, &name.into()).is_ok_and(|v| fits(&v));
    value.is_object()
        && has("aborted", |v| v.as_bool().is_some())
        && has("addEventListener", JsValue::is_function)
        && has("removeEventListener", JsValue::is_function)
}

impl Json for JsValue {
    fn parse(text: &str) -> Option<Self> {
        JSON::parse(text).ok()
    }

    fn look(&self) -> Look {
        if self.is_undefined() {
            Look::Missing
        } else if self.is_null() {
            Look::Null
        } else if let Some(flag) = self.as_bool() {
            Look::Flag(flag)
        } else if let Some(number) = self.as_f64() {
            Look::Number(number)
        } else if self.is_string() {
            Look::Text
        } else if Array::is_array(self) {
            Look::List
        } else {
            Look::Object
        }
    }

    fn text(&self) -> Option<String> {
        self.as_string()
    }

    fn get(&self, name: &'static str) -> Self {
        // Parsed JSON has no getters; what is no object has no fields.
        Reflect::get(self, &wasm_bindgen::intern(name).into()).unwrap_or(Self::UNDEFINED)
    }

    fn item(&self, at: u32) -> Self {
        if Array::is_array(self) { Reflect::get_u32(self, at).unwrap_or(Self::UNDEFINED) } else { Self::UNDEFINED }
    }
}
