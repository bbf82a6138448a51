//! The border itself, in Node and in a browser: a hand-made host around the module's own functions, and a stub in the
//! place of `fetch`. What the hand-written side adds is tested in `tests/node`.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "this is a test")]

use js_sys::{Function, JSON, Reflect};
use linkedin_status::js::{Host, get_account_status, get_connection_status};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// The hand-written side of the border, as it ships.
const SOURCES: [&str; 12] = [
    include_str!("../pkg/src/limits.js"),
    include_str!("../pkg/src/quietly.js"),
    include_str!("../pkg/src/kind.js"),
    include_str!("../pkg/src/codec.js"),
    include_str!("../pkg/src/abort.js"),
    include_str!("../pkg/src/clock.js"),
    include_str!("../pkg/src/context.js"),
    include_str!("../pkg/src/reason.js"),
    include_str!("../pkg/src/response.js"),
    include_str!("../pkg/src/body.js"),
    include_str!("../pkg/src/exchange.js"),
    include_str!("../pkg/src/host.js"),
];

/// A host whose `fetch` plays functions one after the other, and what it has seen.
const SCENE: &str = r#"
  Object.assign(globalThis, { valueKind, ownProperty, propertyKind });
  return ({ script, signal, takesBrowserOptions }) => {
    if (takesBrowserOptions === false) Request = class {};
    const seen = { sent: [], told: [], listening: 0, cancelled: 0 };
    globalThis.seen = seen;
    const fetcher = (url, init) => {
      const step = script[Math.min(seen.sent.length, script.length - 1)];
      seen.sent.push({ url, init });
      return new Promise((resolve) => resolve(step(init)));
    };
    if (signal) {
      const { addEventListener, removeEventListener } = signal;
      signal.addEventListener = (...listener) => {
        seen.listening++;
        addEventListener.apply(signal, listener);
      };
      signal.removeEventListener = (...listener) => {
        seen.listening--;
        removeEventListener.apply(signal, listener);
      };
    }
    const lent = { fetcher, signals: signal ? [signal] : [] };
    const host = new Host(lent, { onRetry: (fault, delayMs) => seen.told.push({ fault, delayMs }) });
    return { host, seen };
  };
"#;

const ACCOUNT: &str = r#"{"id":"x","status":"AVAILABLE"}"#;

fn eval(source: &str) -> JsValue {
    js_sys::eval(&["(", source, ")"].concat()).unwrap_or_else(|error| panic!("{source}: {error:?}"))
}

/// What an expression gives where `seen` is what the host has seen and `value` is the outcome, as JSON.
fn ask(value: &JsValue, seen: &JsValue, expression: &str) -> String {
    let body =
        ["const json = JSON.stringify(", expression, "); return json === undefined ? 'undefined' : json;"].concat();
    let function = Function::new_with_args("value, seen", &body);
    function.call2(&JsValue::UNDEFINED, value, seen).unwrap().as_string().unwrap()
}

fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap()
}

fn json(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

/// How one call ended, and what the host has seen.
struct End {
    outcome: Result<JsValue, JsValue>,
    seen: JsValue,
}

impl End {
    fn ask(&self, expression: &str) -> String {
        let (Ok(value) | Err(value)) = &self.outcome;
        ask(value, &self.seen, expression)
    }

    fn code(&self) -> String {
        match &self.outcome {
            Ok(answer) => panic!("there is an answer: {}", json(answer)),
            Err(fault) => get(fault, "code").as_string().unwrap_or_else(|| panic!("{} has no code", json(fault))),
        }
    }
}

/// Calls with options and a scene that are written in JavaScript.
async fn call(account: bool, options: &str, scene: &str) -> End {
    let options = eval(&["({ ...", options, "})"].concat());
    let code: String = SOURCES
        .iter()
        .flat_map(|source| source.lines())
        .filter(|line| !line.starts_with("import "))
        .fold(String::new(), |mut code, line| {
            code.push_str(line.strip_prefix("export ").unwrap_or(line));
            code.push('\n');
            code
        });
    let stage = ["let Request = globalThis.Request;\n", &code, SCENE].concat();
    let stage = Function::new_no_args(&stage).call0(&JsValue::UNDEFINED).unwrap();
    let scene = stage.unchecked_into::<Function>().call1(&JsValue::UNDEFINED, &eval(scene)).unwrap();
    let host: Host = get(&scene, "host").unchecked_into();
    let started = host.now();
    let ask = if account { get_account_status } else { get_connection_status };
    let outcome = JsFuture::from(ask(options, host, started)).await;
    // `close` is for the hand-written side alone.
    let host = get(&scene, "host");
    get(&host, "close").unchecked_into::<Function>().call0(&host).unwrap();
    End { outcome, seen: get(&scene, "seen") }
}

/// One account call that meets `answer`, an expression.
async fn meet(answer: &str) -> End {
    call(true, "{ apiKey: 'k.1', maxRetries: 0, timeoutMs: 20000 }", &["{ script: [() => ", answer, "] }"].concat())
        .await
}

#[wasm_bindgen_test]
async fn a_request_goes_out_with_exactly_what_it_needs() {
    let script = r#"{ script: [() => new Response('{"id":"x","status":"AVAILABLE"}')] }"#;
    let end = call(true, "{ apiKey: 'k.1', accountId: 'a b' }", script).await;
    assert_eq!(json(end.outcome.as_ref().unwrap()), ACCOUNT);
    assert_eq!(
        end.ask("seen.sent.map((sent) => sent.url)"),
        r#"["https://api.connectsafely.ai/linkedin/account/status?accountId=a%20b"]"#
    );
    assert_eq!(
        end.ask("Object.keys(seen.sent[0].init).sort()"),
        r#"["cache","credentials","headers","method","redirect","referrerPolicy","signal"]"#
    );
    assert_eq!(end.ask("seen.sent[0].init.headers"), r#"{"Accept":"application/json","Authorization":"Bearer k.1"}"#);
    assert_eq!(
        end.ask(
            "['cache', 'credentials', 'method', 'redirect', 'referrerPolicy'].map((name) => seen.sent[0].init[name])"
        ),
        r#"["no-store","omit","GET","manual","no-referrer"]"#
    );
    assert_eq!(end.ask("seen.sent[0].init.signal instanceof AbortSignal"), "true");
    assert_eq!(end.ask("seen.sent[0].init.signal.aborted"), "false", "what is read to its end is not aborted");
}

#[wasm_bindgen_test]
async fn a_runtime_without_browser_options_is_sent_none() {
    let script = r#"{ takesBrowserOptions: false, script: [() => new Response('{}')] }"#;
    let end = call(false, "{ jwt: 'a.b.c', prospectId: 9007199254740991, accountId: 42 }", script).await;
    assert_eq!(end.ask("Object.keys(seen.sent[0].init).sort()"), r#"["headers","method","redirect","signal"]"#);
    assert_eq!(end.ask("seen.sent[0].init.headers"), r#"{"Accept":"application/json","Authorization":"Bearer a.b.c"}"#);
    assert_eq!(
        end.ask("seen.sent[0].url"),
        r#""https://api.seleqt.ai/api/v1/prospects/9007199254740991/connection-status/?account_id=42""#
    );
}

#[wasm_bindgen_test]
async fn what_the_platform_takes_is_what_was_meant() {
    // The platform's own reading of the init: it throws for what it does not know.
    let script = r#"{ script: [(init) => { const request = new Request(seen.sent[0].url, init); seen.request = request; return new Response('{}'); }] }"#;
    let end = call(false, "{ apiKey: 'k.1', prospectId: 7 }", script).await;
    assert_eq!(
        end.ask("[seen.request.method, seen.request.redirect, seen.request.credentials]"),
        r#"["GET","manual","omit"]"#
    );
    assert_eq!(
        end.ask("[...seen.request.headers].filter(([name]) => name !== 'user-agent').sort()"),
        r#"[["accept","application/json"],["x-api-key","k.1"]]"#
    );
}

#[wasm_bindgen_test]
async fn the_answer_is_the_services_own_object_with_everything_in_it() {
    let body = r#"{"id":"größer 😀","status":"AVAILABLE","enabled":null,"new":[1.5,{"a":[]}],"__proto__":{"enabled":true},"linkedinPlan":{"seats":3}}"#;
    let end = meet(&["new Response('", body, "')"].concat()).await;
    assert_eq!(json(end.outcome.as_ref().unwrap()), body);
    assert_eq!(
        end.ask("Object.getPrototypeOf(value) === Object.prototype && Object.hasOwn(value, '__proto__')"),
        "true"
    );
    assert_eq!(end.ask("({}).enabled"), "undefined", "no prototype is polluted");
}

#[wasm_bindgen_test]
async fn every_kind_of_response_is_read() {
    let text = ["'", ACCOUNT, "'"].concat();
    let bytes = ["new TextEncoder().encode(", &text, ")"].concat();
    for answer in [
        "new Response(TEXT, { headers: { 'content-type': 'text/html' } })",
        r"new Response('\ufeff' + TEXT)",
        "new Response(BYTES)",
        "new Response(new ReadableStream({ start(c) { for (const b of BYTES) c.enqueue(new Uint8Array([b])); c.close(); } }))",
        "({ status: 200, headers: new Map(), text: () => TEXT })",
        "({ status: 200, text: async () => TEXT })",
        "({ ok: true, json: async () => JSON.parse(TEXT) })",
        "({ ok: true, json: () => JSON.parse(TEXT) })",
        "({ status: 200, arrayBuffer: async () => BYTES.buffer.slice(0, BYTES.length) })",
        "({ status: 200, arrayBuffer: async () => BYTES })",
        "({ status: 200, body: new Response(TEXT).body })",
        "({ status: 200, body: (async function* () { yield BYTES; })() })",
        "({ status: 200, body: (async function* () { yield new DataView(BYTES.buffer); })() })",
        "({ status: 200, body: (async function* () { yield ''; yield TEXT; })() })",
        "({ status: 200, headers: { get: () => null }, body: null, text: async () => TEXT })",
        "Object.create({ status: 200, text: async () => TEXT })",
        "new (class { get status() { return 200 } async text() { return TEXT } })()",
    ] {
        let answer = answer.replace("TEXT", &text).replace("BYTES", &bytes);
        let end = meet(&answer).await;
        assert_eq!(end.outcome.as_ref().map(json).map_err(json), Ok(ACCOUNT.into()), "{answer}");
    }
}

#[wasm_bindgen_test]
async fn what_is_no_response_is_a_network_error() {
    for answer in [
        "undefined",
        "null",
        "7",
        "'text'",
        "true",
        "Symbol.iterator",
        "({})",
        "[]",
        "(() => {})",
        "({ status: 'ok' })",
        "({ status: 0 })",
        "({ status: 99 })",
        "({ status: 200.5 })",
        "({ status: NaN })",
        "new Date()",
        "new Proxy({}, { get() { throw new Error('no') } })",
        "({ get status() { throw 1 } })",
        "Object.create(Response.prototype)",
    ] {
        assert_eq!(meet(answer).await.code(), "network", "{answer}");
    }
}

#[wasm_bindgen_test]
async fn a_body_that_cannot_be_read_is_damaged_or_broken_off() {
    for (answer, code) in [
        ("({ status: 200 })", "invalid_response"),
        ("({ status: 200, text: async () => 7 })", "invalid_response"),
        ("({ status: 200, json: async () => undefined })", "invalid_response"),
        ("({ status: 200, json: async () => JSON.parse('{') })", "invalid_response"),
        ("({ status: 200, text() { throw new Error('no') } })", "network"),
        ("({ status: 200, text: () => Promise.reject('no') })", "network"),
        ("({ status: 200, body: (async function* () { yield {}; })() })", "network"),
        ("({ status: 200, body: { getReader() { throw 1 } } })", "network"),
        ("({ status: 200, body: { getReader: () => ({}) } })", "network"),
        ("({ status: 200, body: { getReader: () => ({ read: () => null }) } })", "network"),
        ("new Response(new ReadableStream({ start(c) { c.error(new Error('reset')) } }))", "network"),
        ("new Response(new Uint8Array([0xff, 0xfe]))", "invalid_response"),
        ("new Response('<html>')", "invalid_response"),
        ("new Response(null)", "invalid_response"),
        ("new Response('[1]')", "invalid_response"),
    ] {
        let end = meet(answer).await;
        assert_eq!(end.code(), code, "{answer}");
        assert_eq!(end.ask("value.status"), "200", "{answer}");
    }
}

#[wasm_bindgen_test]
async fn deep_nesting_does_not_trap() {
    let deep = "'['.repeat(500000) + ']'.repeat(500000)";
    let unknown = meet(&[r#"new Response('{"id":"x","status":"AVAILABLE","new":' + "#, deep, " + '}')"].concat()).await;
    assert!(unknown.ask("value.message").contains("nested deeper than 512 levels"));
    let plan =
        meet(&[r#"new Response('{"id":"x","status":"AVAILABLE","linkedinPlan":' + "#, deep, " + '}')"].concat()).await;
    assert_eq!(plan.code(), "invalid_response");
    for body in [
        r#"'{"error":' + DEEP + '}'"#,
        r#"'{"error":{"issues":' + DEEP + '}}'"#,
        r#"'{"holdUntil":' + DEEP + '}'"#,
        "DEEP",
    ] {
        let end = meet(&["new Response(", &body.replace("DEEP", deep), ", { status: 429 })"].concat()).await;
        assert_eq!(end.code(), "rate_limited", "{body}");
    }
}

#[wasm_bindgen_test]
async fn reading_stops_at_the_limit_and_gives_the_rest_up() {
    let endless = "new Response(new ReadableStream({ pull(c) { c.enqueue(new Uint8Array(65536)) }, cancel() { seen.cancelled++ } }))";
    let end = meet(endless).await;
    assert_eq!(end.code(), "invalid_response");
    assert_eq!(end.ask("[seen.cancelled, seen.sent[0].init.signal.aborted]"), "[1,true]");
    let end = meet("({ status: 200, text: async () => ' '.repeat(1048577) })").await;
    assert!(end.ask("value.message").contains("longer than 1048576 bytes"));
}

#[wasm_bindgen_test]
async fn redirects_are_refused_as_node_shows_them_and_as_browsers_do() {
    for (answer, status) in [
        ("new Response(null, { status: 302, headers: { location: 'https://elsewhere.example' } })", "302"),
        ("({ status: 307, text: async () => '' })", "307"),
        ("({ type: 'opaqueredirect', status: 0, ok: false })", "undefined"),
        ("({ status: 200, redirected: true, text: async () => '{}' })", "undefined"),
    ] {
        let end = meet(answer).await;
        assert_eq!(end.code(), "redirected", "{answer}");
        assert_eq!(end.ask("value.status"), status, "{answer}");
        assert_eq!(end.ask("seen.sent.length"), "1");
    }
}

#[wasm_bindgen_test]
async fn a_fault_has_the_fields_of_an_error_and_no_others() {
    let answer = "new Response('{\"error\":\"No k.1 here\"}', { status: 404, headers: { 'X-Request-Id': 'r-1', 'Retry-After': '7' } })";
    let end = meet(answer).await;
    assert_eq!(
        end.ask("value"),
        r#"{"code":"account_not_found","message":"ConnectSafely answered 404: No *** here. Check accountId, or connect a LinkedIn account to the service first.","vendor":"connectsafely","status":404,"vendorMessage":"No *** here","retryable":false,"retryAfterMs":7000,"attempts":1,"requestId":"r-1"}"#
    );
    assert_eq!(end.ask("[Object.getPrototypeOf(value) === Object.prototype, 'cause' in value]"), "[true,false]");
}

#[wasm_bindgen_test]
async fn headers_are_found_in_every_kind_of_headers() {
    for headers in [
        "new Headers({ 'X-Request-Id': 'r-1' })",
        "new Map([['x-request-id', 'r-1']])",
        "{ 'X-Request-ID': 'r-1' }",
        "{ get: (name) => (name === 'x-request-id' ? 'r-1' : undefined) }",
    ] {
        let end = meet(&["({ status: 500, text: async () => '', headers: ", headers, " })"].concat()).await;
        assert_eq!(end.ask("value.requestId"), r#""r-1""#, "{headers}");
    }
    for headers in [
        "null",
        "7",
        "{ get() { throw 1 } }",
        "{ get: () => 7 }",
        "[]",
        "new Proxy({}, { get() { throw 1 }, ownKeys() { throw 1 } })",
    ] {
        let end = meet(&["({ status: 500, text: async () => '', headers: ", headers, " })"].concat()).await;
        assert_eq!((end.code(), end.ask("value.requestId")), ("server_error".into(), "undefined".into()), "{headers}");
    }
}

#[wasm_bindgen_test]
async fn a_rejection_is_a_network_error_with_its_very_cause() {
    for (reason, same) in [
        ("new TypeError('fetch failed')", "true"),
        ("'a string'", "true"),
        ("7", "true"),
        ("null", "true"),
        ("undefined", "true"),
    ] {
        let end = meet(&["Promise.reject(seen.reason = ", reason, ")"].concat()).await;
        assert_eq!(end.code(), "network", "{reason}");
        assert_eq!(end.ask("'cause' in value && value.cause === seen.reason"), same, "{reason}");
        assert_eq!(end.ask("[value.retryable, value.attempts, value.status]"), "[true,1,null]");
    }
}

#[wasm_bindgen_test]
async fn bad_options_reject_with_their_name_before_anything_is_sent() {
    for (options, name) in [
        ("{}", "apiKey"),
        ("{ apiKey: null }", "apiKey"),
        ("{ apiKey: Object('k') }", "apiKey"),
        ("{ apiKey: 'k\\n' }", "apiKey"),
        ("{ apiKey: 'k'.repeat(5000) }", "apiKey"),
        ("{ apiKey: 'k'.repeat(1e6) }", "apiKey"),
        ("{ apiKey: 'k.1', accountId: 1n }", "accountId"),
        ("{ apiKey: 'k.1', accountId: Symbol('x') }", "accountId"),
        ("{ apiKey: 'k.1', timeoutMs: NaN }", "timeoutMs"),
        ("{ apiKey: 'k.1', timeoutMs: Infinity }", "timeoutMs"),
        ("{ apiKey: 'k.1', timeoutMs: new Number(1) }", "timeoutMs"),
        ("{ apiKey: 'k.1', maxRetries: 1.5 }", "maxRetries"),
        ("{ apiKey: 'k.1', signal: {} }", "signal"),
        ("{ apiKey: 'k.1', signal: new Proxy({}, { get() { throw 1 } }) }", "signal"),
        ("{ apiKey: 'k.1', fetch: {} }", "fetch"),
    ] {
        let end = call(true, options, "{ script: [] }").await;
        assert_eq!(end.code(), "invalid_options", "{options}");
        assert_eq!(
            end.ask("[value.option, value.attempts, seen.sent.length]"),
            ["[\"", name, "\",0,0]"].concat(),
            "{options}"
        );
    }
    for options in [
        "{ apiKey: 'k.1', accountId: undefined, timeoutMs: undefined }",
        "{ apiKey: 'k.1', signal: new AbortController().signal, fetch: () => {}, onRetry: () => {}, maxRetries: -0 }",
    ] {
        let script = ["{ script: [() => new Response('", ACCOUNT, "')] }"].concat();
        assert!(call(true, options, &script).await.outcome.is_ok(), "{options}");
    }
}

#[wasm_bindgen_test]
async fn a_failure_is_told_and_the_retry_answers() {
    let script = [
        "{ script: [() => new Response('', { status: 503 }), () => Promise.reject('reset'), () => new Response('",
        ACCOUNT,
        "')] }",
    ]
    .concat();
    let end = call(true, "{ apiKey: 'k.1' }", &script).await;
    assert_eq!(end.outcome.as_ref().map(json), Ok(ACCOUNT.into()));
    assert_eq!(
        end.ask(
            "seen.told.map(({ fault }) => [fault.code, fault.attempts, fault.status ?? null, fault.cause ?? null])"
        ),
        r#"[["server_error",1,503,null],["network",2,null,"reset"]]"#
    );
    assert_eq!(
        end.ask("seen.told.every(({ delayMs }, n) => delayMs >= 250 * 2 ** n && delayMs <= 500 * 2 ** n)"),
        "true"
    );
    assert_eq!(end.ask("new Set(seen.sent.map(({ init }) => init.signal)).size"), "3", "one for each request");
}

const HANGS: &[(&str, &str)] = &[
    ("headers never come", "() => new Promise(() => {})"),
    ("the body stalls", "() => new Response(new ReadableStream({ cancel() { seen.cancelled++ } }))"),
    (
        "a read hangs",
        "() => ({ status: 200, body: { getReader: () => ({ read: () => new Promise(() => {}), cancel() { seen.cancelled++; return Promise.reject(1) } }) } })",
    ),
    ("text() hangs", "() => ({ status: 200, text: () => new Promise(() => {}) })"),
    ("a stated wait", "() => new Response('', { status: 429, headers: { 'retry-after': '9' } })"),
];

#[wasm_bindgen_test]
async fn the_deadline_ends_every_phase_and_cancels_what_is_open() {
    for (phase, step) in &HANGS[..4] {
        let end = call(true, "{ apiKey: 'k.1', timeoutMs: 60 }", &["{ script: [", step, "] }"].concat()).await;
        assert_eq!(end.code(), "timeout", "{phase}");
        assert_eq!(
            end.ask("[value.attempts, value.retryable, value.vendor]"),
            r#"[1,true,"connectsafely"]"#,
            "{phase}"
        );
        assert_eq!(end.ask("seen.sent.map(({ init }) => init.signal.aborted)"), "[true]", "{phase}");
        let cancelled = if phase.contains("stalls") || phase.contains("read") { "1" } else { "0" };
        assert_eq!(end.ask("seen.cancelled"), cancelled, "{phase}");
    }
}

#[wasm_bindgen_test]
async fn an_abort_ends_every_phase_with_null_and_leaves_no_listener() {
    for (phase, step) in HANGS {
        let scene = ["(() => { const c = new AbortController(); setTimeout(() => c.abort(), 30); return { signal: c.signal, script: [", step, "] } })()"].concat();
        let end = call(true, "{ apiKey: 'k.1' }", &scene).await;
        assert_eq!(end.outcome.as_ref().map(json).map_err(json), Err("null".into()), "{phase}");
        let waits = phase.contains("wait");
        assert_eq!(
            end.ask("[seen.sent.length, seen.listening, seen.told.length]"),
            if waits { "[1,0,1]" } else { "[1,0,0]" },
            "{phase}"
        );
        assert_eq!(end.ask("seen.sent[0].init.signal.aborted"), (!waits).to_string(), "{phase}");
    }
}

#[wasm_bindgen_test]
async fn after_an_answer_no_listener_is_left() {
    let scene = ["{ signal: new AbortController().signal, script: [() => new Response('", ACCOUNT, "')] }"].concat();
    let end = call(true, "{ apiKey: 'k.1' }", &scene).await;
    assert_eq!(end.ask("[seen.listening, value.id]"), r#"[0,"x"]"#);
}

#[wasm_bindgen_test]
async fn seleqts_integers_are_javascripts() {
    let body = |id: &str| {
        [
            r#"{ script: [() => new Response('{"success":true,"is_connected":false,"checked_with_account_id":"#,
            id,
            "}')] }",
        ]
        .concat()
    };
    for (id, good) in [
        ("42", true),
        ("42.0", true),
        ("4.2e1", true),
        ("9007199254740991", true),
        ("9007199254740993", false),
        ("42.5", false),
        ("1e400", false),
        ("\"42\"", false),
    ] {
        let end = call(false, "{ apiKey: 'k.1', prospectId: 7 }", &body(id)).await;
        assert_eq!(end.outcome.is_ok(), good, "{id}");
    }
    let end = call(false, "{ apiKey: 'k.1', prospectId: 7, accountId: 42 }", &body("43")).await;
    assert_eq!(end.code(), "invalid_response");
}
