//! Values of JavaScript, as the core reads and writes them.

use crate::base_url::PlatformUrl;
use crate::json::{Json, JsonKind};
use crate::options::{Source, Value};
use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::Url;

/// A plain object of JavaScript. What this crate serialises cannot fail.
pub fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&OBJECTS).unwrap_or(JsValue::UNDEFINED)
}

const OBJECTS: Serializer = Serializer::new().serialize_maps_as_objects(true);

/// Sets a property of a fresh plain object, which cannot fail.
pub fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}

thread_local! {
    /// The names of properties, each made once: a string that goes over the border is decoded each time.
    static NAMES: RefCell<Vec<(&'static str, JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// An object's own property, or `undefined`: a page may have hung something on every object there is.
fn own(object: &JsValue, name: &'static str) -> JsValue {
    NAMES.with_borrow_mut(|names| {
        let known = names.iter().position(|(known, _)| std::ptr::eq(*known, name));
        let at = known.unwrap_or_else(|| {
            names.push((name, name.into()));
            names.len() - 1
        });
        names.get(at).map_or(JsValue::UNDEFINED, |(_, name)| own_property(object, name))
    })
}

/// Options as a plain object without getters: `pkg/src/options.js` has copied them.
pub struct Snapshot<'a>(&'a JsValue);

impl<'a> Snapshot<'a> {
    /// Over this copy.
    pub const fn of(values: &'a JsValue) -> Self {
        Self(values)
    }
}

impl Source for Snapshot<'_> {
    fn get(&self, name: &'static str) -> Value {
        let value = own(self.0, name);
        if value.is_undefined() {
            Value::Missing
        } else if value.is_null() {
            Value::Null
        } else if let Some(flag) = value.as_bool() {
            Value::Flag(flag)
        } else if let Some(number) = value.as_f64() {
            Value::Number(number)
        } else if let Some(text) = value.as_string() {
            Value::Text(text)
        } else if value.is_function() {
            Value::Function
        } else if name == "signal" && is_signal(&value) {
            Value::Signal
        } else {
            Value::Other
        }
    }

    fn url(&self, text: &str) -> Option<PlatformUrl> {
        let url = Url::new(text).ok()?;
        Some(PlatformUrl { href: url.href(), hostname: url.hostname() })
    }
}

#[wasm_bindgen]
extern "C" {
    /// An object's own property, or `undefined`, also of what is no object: `pkg/src/quietly.js`.
    #[wasm_bindgen(js_name = ownProperty)]
    fn own_property(object: &JsValue, name: &JsValue) -> JsValue;

    /// Whether this behaves like an `AbortSignal`: `pkg/src/abort.js`.
    #[wasm_bindgen(js_name = isSignal)]
    fn is_signal(value: &JsValue) -> bool;
}

impl Json for JsValue {
    fn kind(&self) -> JsonKind {
        if self.is_undefined() {
            JsonKind::Missing
        } else if self.is_string() {
            JsonKind::Text
        } else if self.is_null() {
            JsonKind::Null
        } else if let Some(flag) = self.as_bool() {
            JsonKind::Flag(flag)
        } else if let Some(number) = self.as_f64() {
            JsonKind::Number(number)
        } else if Array::is_array(self) {
            JsonKind::List
        } else {
            JsonKind::Object
        }
    }

    fn text(&self) -> Option<String> {
        self.as_string()
    }

    fn field(&self, name: &'static str) -> Self {
        own(self, name)
    }

    fn entries(&self, limit: u32) -> Vec<Self> {
        if !self.is_object() {
            return Vec::new();
        }
        let values = Object::values(self.unchecked_ref::<Object>());
        let mut entries = Vec::new();
        for at in 0..values.length().min(limit) {
            entries.push(values.get(at));
        }
        entries
    }
}
