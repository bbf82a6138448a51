//! Whatever `fetch` resolved to. A `Response` of this realm is read through gloo-net; anything else (a mock, a polyfill, a
//! response of another realm) is read by its ways, with every access caught.

use super::event::Timer;
use super::transport::{Exchange, settle};
use crate::body::{Body, Bytes, MAX_BODY, TOO_LARGE, read};
use crate::call::{Broken, Head, Reply};
use gloo_net::http::{Headers, Response};
use js_sys::{ArrayBuffer, Date, Function, JSON, Reflect, Symbol, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::ResponseType;

/// An answer whose body is still open.
pub struct JsReply {
    head: Head,
    headers: HeaderSource,
    body: BodySource,
    exchange: Exchange,
}

enum HeaderSource {
    Platform(Headers),
    Other(JsValue),
}

enum BodySource {
    /// A stream, or anything else that gives chunk after chunk.
    Stream(JsValue),
    /// The answer itself, with methods that hand out the whole body.
    Whole(JsValue),
    Empty,
}

const ODD: &str = "fetch gave something that is not a response";

impl JsReply {
    /// Reads the head of what `fetch` resolved to.
    pub fn read(answer: &JsValue, exchange: Exchange) -> Result<Self, Broken<JsValue>> {
        // A body that is never read, a redirect's for one, must not stay open either.
        let unread = get(answer, "body");
        exchange.reads(Box::new(move || {
            let body = unread?;
            method(&body, "cancel").or_else(|| method(&body, "destroy"))?.call0(&body).ok()
        }));
        let (head, headers, body) = match answer.clone().dyn_into::<web_sys::Response>() {
            Ok(response) if is_plain(answer) => platform(Response::from(response)),
            _ if answer.is_object() => other(answer),
            _ => None,
        }
        .ok_or(Broken { what: ODD, cause: None })?;
        Ok(Self { head, headers, body, exchange })
    }
}

/// Tells a `Response` whose ways are the platform's own from a proxy, an heir or a copy with ways of its own, which may
/// throw: not even an own property shadows them, and their getter accepts this very object.
fn is_plain(response: &JsValue) -> bool {
    let prototype = Reflect::get_prototype_of(response.unchecked_ref());
    prototype.is_ok_and(|prototype| {
        RESPONSE.with(|class| get(class, "prototype")).is_some_and(|platforms| platforms == *prototype)
            && get_as(&prototype, &"status".into(), response).is_ok_and(|status| status.as_f64().is_some())
            && Reflect::own_keys(response).is_ok_and(|keys| !keys.iter().any(|key| key.is_string()))
    })
}

type Parts = (Head, HeaderSource, BodySource);

fn platform(response: Response) -> Option<Parts> {
    let head = if response.type_() == ResponseType::Opaqueredirect || response.redirected() {
        Head::Elsewhere
    } else {
        Head::Status(Some(response.status()).filter(|status| *status > 0)?)
    };
    let body = response.body().map_or(BodySource::Empty, |stream| BodySource::Stream(stream.into()));
    Some((head, HeaderSource::Platform(response.headers()), body))
}

fn other(answer: &JsValue) -> Option<Parts> {
    let is = |name, value: bool| get(answer, name).is_some_and(|v| v.as_bool() == Some(value));
    let head = if is("redirected", true) || get(answer, "type").is_some_and(|t| t == "opaqueredirect") {
        Head::Elsewhere
    } else {
        match get(answer, "status").and_then(|status| status.as_f64()) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked in the guard")]
            Some(status) if (100.0..=999.0).contains(&status) && status.fract() == 0.0 => Head::Status(status as u16),
            // Hand-made mocks often say no more than this.
            None if is("ok", true) => Head::Status(200),
            _ => return None,
        }
    };
    let stream =
        get(answer, "body").filter(|body| method(body, "getReader").is_some() || async_iterator(body).is_some());
    let body = stream.map_or_else(|| BodySource::Whole(answer.clone()), BodySource::Stream);
    Some((head, HeaderSource::Other(get(answer, "headers").unwrap_or(JsValue::UNDEFINED)), body))
}

impl Reply for JsReply {
    type Json = JsValue;
    type Cause = JsValue;

    fn head(&self) -> Head {
        self.head
    }

    fn header(&self, name: &'static str) -> Option<String> {
        match &self.headers {
            HeaderSource::Platform(headers) => headers.get(name),
            HeaderSource::Other(headers) => odd_header(headers, name),
        }
    }

    async fn body(&mut self) -> Result<Body<JsValue>, Broken<JsValue>> {
        let body = match &self.body {
            BodySource::Empty => Ok(Bytes::default().finish()),
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

/// A header of a mock, which may be anything: by its `get`, from its list, or by its property, in any letter case.
fn odd_header(headers: &JsValue, name: &str) -> Option<String> {
    let text = |value: JsValue| value.as_string().or_else(|| Some(value.as_f64()?.to_string()));
    let is_it = |key: &JsValue| key.as_string().is_some_and(|key| key.eq_ignore_ascii_case(name));
    let got = || method(headers, "get")?.call1(headers, &name.into()).ok().and_then(text);
    let listed = || {
        let iterator = method_at(headers, &Symbol::iterator().into())?.call0(headers).ok()?;
        let next = method(&iterator, "next")?;
        let mut pairs = (0..MAX_HEADERS).map_while(|_| get(&next.call0(&iterator).ok()?, "value"));
        let pair = pairs.find(|pair| Reflect::get_u32(pair, 0).is_ok_and(|key| is_it(&key)))?;
        text(Reflect::get_u32(&pair, 1).ok()?)
    };
    let property = || {
        let key = Reflect::own_keys(headers).ok()?.iter().find(is_it)?;
        text(Reflect::get(headers, &key).ok()?)
    };
    got().or_else(listed).or_else(property)
}

/// No mock has more headers; without a bound its list might not end.
const MAX_HEADERS: u32 = 1_000;

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
    exchange.reads(Box::new(move || method(&opened, cancel)?.call0(&opened).ok()));
    let mut bytes = Bytes::default();
    let mut rested = Date::now();
    loop {
        let step = settle(&next.call0(&reader)?).await?;
        if Reflect::get(&step, &"done".into())?.is_truthy() {
            return Ok(bytes.finish());
        }
        let value = Reflect::get(&step, &"value".into())?;
        if let Some(text) = value.as_string() {
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
    if let Some(buffer) = ask(answer, "arrayBuffer").await {
        if let Some(chunk) = view(&buffer?) {
            let mut bytes = Bytes::default();
            if !bytes.has_room(chunk.length() as usize) {
                return Ok(Body::Damaged(TOO_LARGE));
            }
            bytes.push(&chunk.to_vec());
            return Ok(bytes.finish());
        }
    }
    if let Some(text) = ask(answer, "text").await {
        if let Some(text) = text?.dyn_ref::<js_sys::JsString>() {
            return Ok(if text.length() as usize > MAX_BODY {
                Body::Damaged(TOO_LARGE)
            } else {
                read(&String::from(text))
            });
        }
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

    #[wasm_bindgen(thread_local_v2, js_name = Response)]
    static RESPONSE: JsValue;

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
    method_at(value, &name.into())
}

fn method_at(value: &JsValue, key: &JsValue) -> Option<Function> {
    Reflect::get(value, key).ok()?.dyn_into().ok()
}

fn async_iterator(value: &JsValue) -> Option<Function> {
    method_at(value, &ASYNC_ITERATOR.with(Clone::clone))
}
