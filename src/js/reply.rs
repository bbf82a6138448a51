//! Whatever `fetch` resolved to: a `Response`, an heir or a proxy of one, a mock, a polyfill, a response of another realm.
//! All are read alike, by their ways and with every access caught, since nothing tells a real one for sure: in Node 20 a
//! proxy passes every check, and then throws.

use super::event::Timer;
use super::transport::{Exchange, settle};
use crate::body::{Body, Bytes, MAX_BODY, TOO_LARGE, read};
use crate::call::{Broken, Head, Reply};
use gloo_net::http::Headers;
use js_sys::{Array, ArrayBuffer, Date, Function, JSON, JsString, Map, Reflect, Symbol, Uint8Array};
use wasm_bindgen::prelude::*;

/// An answer whose body is still open.
pub struct JsReply {
    head: Head,
    headers: JsValue,
    body: BodySource,
    exchange: Exchange,
}

enum BodySource {
    /// A stream, or anything else that gives chunk after chunk.
    Stream(JsValue),
    /// The answer itself, with methods that hand out the whole body.
    Whole(JsValue),
}

const ODD: &str = "fetch gave something that is not a response";

impl JsReply {
    /// Reads the head of what `fetch` resolved to.
    pub fn read(answer: &JsValue, exchange: Exchange) -> Result<Self, Broken<JsValue>> {
        let body = get(answer, "body");
        if let Some(body) = body.clone() {
            // One that is never read, a redirect's for instance, must not stay open either.
            exchange.opened(Box::new(move || {
                method(&body, "cancel").or_else(|| method(&body, "destroy"))?.call0(&body).ok()
            }));
        }
        let head = head(answer).ok_or(Broken { what: ODD, cause: None })?;
        let stream = body.filter(|body| method(body, "getReader").is_some() || async_iterator(body).is_some());
        let body = stream.map_or_else(|| BodySource::Whole(answer.clone()), BodySource::Stream);
        let headers = get(answer, "headers").unwrap_or(JsValue::UNDEFINED);
        Ok(Self { head, headers, body, exchange })
    }
}

fn head(answer: &JsValue) -> Option<Head> {
    let is_true = |name| get(answer, name).is_some_and(|flag| flag == true);
    if !answer.is_object() {
        return None;
    }
    if is_true("redirected") || get(answer, "type").is_some_and(|kind| kind == "opaqueredirect") {
        return Some(Head::Elsewhere);
    }
    match get(answer, "status").and_then(|status| status.as_f64()) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked in the guard")]
        Some(status) if (100.0..=999.0).contains(&status) && status.fract() == 0.0 => Some(Head::Status(status as u16)),
        // Hand-made mocks often say no more than this.
        None if is_true("ok") => Some(Head::Status(200)),
        _ => None,
    }
}

impl Reply for JsReply {
    type Json = JsValue;
    type Cause = JsValue;

    fn head(&self) -> Head {
        self.head
    }

    fn header(&self, name: &'static str) -> Option<String> {
        let headers = &self.headers;
        let told = || method(headers, "get")?.call1(headers, &name.into()).ok()?.as_string();
        // A mock's, which may be an object, a list or a Map in any letter case: whatever the platform makes headers of. It
        // would read to their end others that list themselves, and there may be none.
        let made = || {
            // First, since it fails where `is_array` would throw: on a revoked proxy.
            let listing = Reflect::get(headers, &Symbol::iterator()).ok()?;
            if !listing.is_undefined() && !Array::is_array(headers) && !headers.is_instance_of::<Map>() {
                return None;
            }
            Headers::from_raw(web_sys::Headers::new_with_headers(headers.unchecked_ref()).ok()?).get(name)
        };
        told().or_else(made)
    }

    async fn body(&mut self) -> Result<Body<JsValue>, Broken<JsValue>> {
        let body = match &self.body {
            BodySource::Whole(answer) => whole(answer).await,
            BodySource::Stream(stream) => chunks(stream, &self.exchange).await,
        }
        .map_err(|cause| Broken { what: "the body broke off", cause: Some(cause) })?;
        if !matches!(body, Body::Damaged(TOO_LARGE)) {
            self.exchange.close();
        }
        Ok(body)
    }
}

/// Reads a stream chunk by chunk and stops at the limit.
async fn chunks(stream: &JsValue, exchange: &Exchange) -> Result<Body<JsValue>, JsValue> {
    let (reader, next, cancel) = match method(stream, "getReader") {
        Some(open) => (open.call0(stream)?, "read", "cancel"),
        None => {
            let open = async_iterator(stream).ok_or(JsValue::UNDEFINED)?;
            (open.call0(stream)?, "next", "return")
        }
    };
    let next = method(&reader, next).ok_or(JsValue::UNDEFINED)?;
    let opened = reader.clone();
    exchange.opened(Box::new(move || method(&opened, cancel)?.call0(&opened).ok()));
    let mut bytes = Bytes::default();
    let mut rested = Date::now();
    loop {
        let step = settle(&next.call0(&reader)?).await?;
        if Reflect::get(&step, &"done".into())?.is_truthy() {
            return Ok(bytes.finish());
        }
        let value = Reflect::get(&step, &"value".into())?;
        if let Some(text) = value.dyn_ref::<JsString>() {
            // In UTF-8 it is no shorter; one of a gigabyte must not be copied to find that.
            if !bytes.has_room(text.length() as usize) {
                return Ok(Body::Damaged(TOO_LARGE));
            }
            let text = String::from(text);
            if !bytes.has_room(text.len()) {
                return Ok(Body::Damaged(TOO_LARGE));
            }
            bytes.push(text.as_bytes());
        } else {
            let chunk =
                view(&value).ok_or_else(|| JsValue::from(js_sys::TypeError::new("the body is not made of bytes")))?;
            if !bytes.has_room(chunk.length() as usize) {
                return Ok(Body::Damaged(TOO_LARGE));
            }
            bytes.push(&chunk.to_vec());
        }
        // A stream that always has an (empty) chunk at hand would keep timers, and with them the deadline, from their turn.
        if Date::now() - rested > BREATH_MS {
            Timer::start(0.0).await;
            rested = Date::now();
        }
    }
}

/// No body is read longer than this without a turn for everybody else.
const BREATH_MS: f64 = 20.0;

/// Reads a body that comes in one piece only.
async fn whole(answer: &JsValue) -> Result<Body<JsValue>, JsValue> {
    if let Some(buffer) = ask(answer, "arrayBuffer").await
        && let Some(chunk) = view(&buffer?)
    {
        let mut bytes = Bytes::default();
        if !bytes.has_room(chunk.length() as usize) {
            return Ok(Body::Damaged(TOO_LARGE));
        }
        bytes.push(&chunk.to_vec());
        return Ok(bytes.finish());
    }
    if let Some(text) = ask(answer, "text").await
        && let Some(text) = text?.dyn_ref::<JsString>()
    {
        let is_long = text.length() as usize > MAX_BODY;
        return Ok(if is_long { Body::Damaged(TOO_LARGE) } else { read(&String::from(text)) });
    }
    match ask(answer, "json").await {
        None => Ok(Body::Damaged("the answer has no body that can be read")),
        // Through text, so that what is checked and handed on is plain data.
        Some(Ok(value)) => match JSON::stringify(&value) {
            Ok(text) if JsValue::from(&text).is_string() => Ok(read(&String::from(text))),
            _ => Ok(Body::Damaged("the body is not JSON")),
        },
        // By name, since it may be of another realm.
        Some(Err(error)) if get(&error, "name").is_some_and(|name| name == "SyntaxError") => {
            Ok(Body::Damaged("the body is not JSON"))
        }
        Some(Err(error)) => Err(error),
    }
}

/// What a method of the answer comes to; nothing where it has no such method.
async fn ask(answer: &JsValue, name: &str) -> Option<Result<JsValue, JsValue>> {
    Some(match method(answer, name)?.call0(answer) {
        Ok(value) => settle(&value).await,
        Err(error) => Err(error),
    })
}

/// The bytes behind a view or buffer, of whatever realm, through a view of our own: theirs may have ways of its own.
fn view(value: &JsValue) -> Option<Uint8Array> {
    if ArrayBuffer::is_view(value) {
        let number = |name| get(value, name)?.as_f64();
        return bytes_of(&get(value, "buffer")?, number("byteOffset")?, number("byteLength")?).ok();
    }
    let length = get_as(&ARRAY_BUFFER.with(Clone::clone), &"byteLength".into(), value).ok()?.as_f64()?;
    bytes_of(value, 0.0, length).ok()
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = get)]
    fn get_as(target: &JsValue, name: &JsValue, this: &JsValue) -> Result<JsValue, JsValue>;

    type Bytes8;
    #[wasm_bindgen(catch, constructor, js_class = "Uint8Array")]
    fn new(buffer: &JsValue, offset: f64, length: f64) -> Result<Bytes8, JsValue>;

    #[wasm_bindgen(thread_local_v2, js_namespace = ArrayBuffer, js_name = prototype)]
    static ARRAY_BUFFER: JsValue;

    #[wasm_bindgen(thread_local_v2, js_namespace = Symbol, js_name = asyncIterator)]
    static ASYNC_ITERATOR: JsValue;
}

fn bytes_of(buffer: &JsValue, offset: f64, length: f64) -> Result<Uint8Array, JsValue> {
    Bytes8::new(buffer, offset, length).map(JsCast::unchecked_into)
}

fn get(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &name.into()).ok().filter(|found| !found.is_undefined() && !found.is_null())
}

fn method(value: &JsValue, name: &str) -> Option<Function> {
    get(value, name)?.dyn_into().ok()
}

fn async_iterator(value: &JsValue) -> Option<Function> {
    let key = ASYNC_ITERATOR.with(Clone::clone);
    Reflect::get(value, &key).ok()?.dyn_into().ok()
}
