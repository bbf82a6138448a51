//! Values of JavaScript, as the core reads and writes them.

use crate::base_url::PlatformUrl;
use crate::json::{Json, JsonKind};
use crate::options::{Source, Value};
use crate::rate_limit::RateLimit;
use js_sys::{Date, Object};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use std::cell::Cell;
use std::ptr;
use wasm_bindgen::prelude::*;
use web_sys::Url;

/// A plain object of JavaScript. What this crate serialises cannot fail.
pub fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&OBJECTS).unwrap_or(JsValue::UNDEFINED)
}

const OBJECTS: Serializer = Serializer::new().serialize_maps_as_objects(true);

/// Sets a property of a fresh plain object, which cannot fail.
pub fn set(object: &JsValue, property: &'static str, value: &JsValue) {
    object.unchecked_ref::<Fresh>().set(name(property), value);
}

/// What is known of a limit, as `RateLimit` of the package's types has it.
pub fn rate_limit(limit: &RateLimit) -> JsValue {
    let object = JsValue::from(Object::new());
    for (name, value) in [("limit", limit.limit), ("used", limit.used), ("remaining", limit.remaining)] {
        if let Some(value) = value {
            set(&object, name, &value.into());
        }
    }
    if let Some(ms) = limit.reset_at {
        set(&object, "resetAt", &Date::new(&ms.into()).to_iso_string().into());
    }
    object
}

thread_local! {
    /// The last of the texts that have been made strings of JavaScript. Each is made once: a string that goes over the border is
    /// decoded each time.
    static NAMES: Cell<Option<&'static Name>> = const { Cell::new(None) };
}

struct Name {
    text: &'static str,
    string: JsValue,
    before: Option<&'static Self>,
}

/// A text of this crate, such as the name of a property, as a string of JavaScript.
pub fn name(text: &'static str) -> &'static JsValue {
    let last = NAMES.get();
    let mut known = last;
    while let Some(name) = known {
        // By address: a text that has two is there twice.
        if ptr::eq(name.text, text) {
            return &name.string;
        }
        known = name.before;
    }
    let name: &Name = Box::leak(Box::new(Name { text, string: text.into(), before: last }));
    NAMES.with(|names| names.set(Some(name)));
    &name.string
}

/// An object's own property, or `undefined`: a page may have hung something on every object there is.
pub fn own(object: &JsValue, property: &'static str) -> JsValue {
    own_property(object, name(property))
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
    fn get(&self, property: &'static str) -> Value {
        let value = || own(self.0, property);
        match property_kind(self.0, name(property)) {
            ValueKind::Undefined => Value::Missing,
            ValueKind::Null => Value::Null,
            ValueKind::True => Value::Flag(true),
            ValueKind::False => Value::Flag(false),
            ValueKind::Integer | ValueKind::Number => Value::Number(value().as_f64().unwrap_or(f64::NAN)),
            ValueKind::String => Value::Text(value().as_string().unwrap_or_default()),
            ValueKind::Function => Value::Function,
            ValueKind::Signal => Value::Signal,
            _ => Value::Other,
        }
    }

    fn url(&self, text: &str) -> Option<PlatformUrl> {
        let url = Url::new(text).ok()?;
        Some(PlatformUrl { href: url.href(), hostname: url.hostname() })
    }
}

#[wasm_bindgen]
extern "C" {
    /// An object that was just made.
    type Fresh;

    #[wasm_bindgen(method, indexing_setter)]
    fn set(this: &Fresh, name: &JsValue, value: &JsValue);

    /// An object's own property, or `undefined`, also of what is no object: `pkg/src/quietly.js`.
    #[wasm_bindgen(js_name = ownProperty)]
    fn own_property(object: &JsValue, name: &JsValue) -> JsValue;

    /// What kind of value an object's own property is: `pkg/src/kind.js`, as the next.
    #[wasm_bindgen(js_name = propertyKind)]
    fn property_kind(object: &JsValue, name: &JsValue) -> ValueKind;

    /// What kind of value this is.
    #[wasm_bindgen(js_name = valueKind)]
    fn value_kind(value: &JsValue) -> ValueKind;
}

/// What kind of value something is, in one question.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// `undefined`
    Undefined = "undefined",
    /// `null`
    Null = "null",
    /// `true`
    True = "true",
    /// `false`
    False = "false",
    /// A safe integer.
    Integer = "integer",
    /// Any other number.
    Number = "number",
    /// A string.
    String = "string",
    /// An array.
    Array = "array",
    /// What behaves like an `AbortSignal`.
    Signal = "signal",
    /// Any other object.
    Object = "object",
    /// A function.
    Function = "function",
}

impl From<ValueKind> for JsonKind {
    fn from(kind: ValueKind) -> Self {
        match kind {
            ValueKind::Undefined => Self::Missing,
            ValueKind::Null => Self::Null,
            ValueKind::True => Self::True,
            ValueKind::False => Self::False,
            ValueKind::Integer => Self::Integer,
            ValueKind::Number => Self::Number,
            ValueKind::String => Self::Text,
            ValueKind::Array => Self::List,
            _ => Self::Object,
        }
    }
}

impl Json for JsValue {
    fn kind(&self) -> JsonKind {
        value_kind(self).into()
    }

    fn text(&self) -> Option<String> {
        self.as_string()
    }

    fn number(&self) -> Option<f64> {
        self.as_f64()
    }

    fn field(&self, property: &'static str) -> Self {
        own(self, property)
    }

    fn field_kind(&self, property: &'static str) -> JsonKind {
        property_kind(self, name(property)).into()
    }

    fn entries(&self, limit: u32) -> Vec<Self> {
        if !matches!(value_kind(self), ValueKind::Array | ValueKind::Object) {
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
