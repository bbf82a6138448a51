//! The border itself, in Node and in a browser: the module's own functions over a host of a few lines. The hand-written side, which makes
//! responses into what this host gives at once, is tested in `tests/node`.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "this is a test")]

use js_sys::{Function, JSON, Reflect};
use linkedin_status::js::{Host, get_account_status, get_connection_status};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// A host that plays functions one after the other, on a clock that goes on with each sleep, and what it has seen.
const SCENE: &str = r#"
  globalThis.ownProperty = (object, name) => (Object.hasOwn(Object(object), name) ? object[name] : undefined);
  globalThis.valueKind = (value) => {
    if (value === null || typeof value === "boolean") return String(value);
    if (Number.isSafeInteger(value)) return "integer";
    if (typeof value !== "object") return typeof value;
    return Array.isArray(value) ? "array" : value instanceof AbortSignal ? "signal" : "object";
  };
  globalThis.propertyKind = (object, name) => valueKind(ownProperty(object, name));
  const json = (json, status = 200, headers = {}) => ({ kind: "json", status, json, headers: () => new Headers(headers) });
  const of = (kind, more) => ({ kind, status: 200, headers: () => new Headers(), ...more });
  const reject = (why) => Promise.reject(why);
  const seen = { sent: [], slept: [], told: [] };
  let time = 0;
  const script = [SCRIPT];
  const host = {
    now: () => time,
    send(url, init, headers, timeoutMs) {
      seen.sent.push({ url, init: { ...init }, headers, timeoutMs });
      return new Promise((resolve) => resolve(script[Math.min(seen.sent.length, script.length) - 1]()));
    },
    sleep(ms) {
      seen.slept.push(ms);
      time += ms;
      return seen.slept.length === STOPS ? reject("aborted") : Promise.resolve();
    },
    gate() {},
    onPause() {},
    onRetry: (fault, delayMs) => void seen.told.push({ fault, delayMs }),
  };
  return { host, seen };
"#;

const ACCOUNT: &str = r#"{"id":"x","status":"AVAILABLE"}"#;

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

/// A call with options, and with functions that play answers, all written in JavaScript; the sleep of this number is given up.
async fn call_until(account: bool, options: &str, script: &str, stops: &str) -> End {
    let options = js_sys::eval(&["({ __proto__: null, ...", options, "})"].concat()).unwrap();
    let scene = Function::new_no_args(&SCENE.replace("SCRIPT", script).replace("STOPS", stops));
    let scene = scene.call0(&JsValue::UNDEFINED).unwrap_or_else(|error| panic!("{script}: {error:?}"));
    let host: Host = get(&scene, "host").unchecked_into();
    let ask = if account { get_account_status } else { get_connection_status };
    let outcome = JsFuture::from(ask(options, host, 0.0)).await;
    End { outcome, seen: get(&scene, "seen") }
}

async fn call(account: bool, options: &str, script: &str) -> End {
    call_until(account, options, script, "0").await
}

/// One account call that meets `answer`, an expression.
async fn meet(answer: &str) -> End {
    call(true, "{ apiKey: 'k.1', maxRetries: 0 }", &["() => ", answer].concat()).await
}

#[wasm_bindgen_test]
async fn a_request_goes_out_with_exactly_what_it_needs() {
    let script = ["() => json(", ACCOUNT, ")"].concat();
    let end = call(true, "{ apiKey: 'k.1', accountId: 'a b', timeoutMs: 1234 }", &script).await;
    assert_eq!(json(end.outcome.as_ref().unwrap()), ACCOUNT);
    assert_eq!(
        end.ask("seen.sent"),
        [
            r#"[{"url":"https://api.connectsafely.ai/linkedin/account/status?accountId=a%20b","#,
            r#""init":{"method":"GET","redirect":"manual","credentials":"omit","cache":"no-store","referrerPolicy":"no-referrer"},"#,
            r#""headers":{"Accept":"application/json","Authorization":"Bearer k.1"},"timeoutMs":1234}]"#,
        ]
        .concat()
    );
    for (options, url, headers) in [
        (
            "{ jwt: 'a.b.c', prospectId: 9007199254740991, accountId: 42 }",
            "https://api.seleqt.ai/api/v1/prospects/9007199254740991/connection-status/?account_id=42",
            r#"{"Accept":"application/json","Authorization":"Bearer a.b.c"}"#,
        ),
        (
            "{ apiKey: 'k.1', prospectId: 7, baseUrl: 'https://MINE.example/x/' }",
            "https://mine.example/x/api/v1/public/prospects/7/connection-status/",
            r#"{"Accept":"application/json","X-API-Key":"k.1"}"#,
        ),
    ] {
        let end = call(false, options, "() => json({})").await;
        assert_eq!(end.ask("seen.sent[0].url"), ["\"", url, "\""].concat());
        assert_eq!(end.ask("seen.sent[0].headers"), headers);
    }
}

#[wasm_bindgen_test]
async fn the_answer_is_the_services_own_object_with_everything_in_it() {
    let body = r#"{"id":"größer 😀","status":"AVAILABLE","enabled":null,"new":[1.5,{"a":[]}],"__proto__":{"enabled":true},"linkedinPlan":{"seats":3}}"#;
    let end = meet(&["json(seen.answer = JSON.parse('", body, "'))"].concat()).await;
    assert_eq!(json(end.outcome.as_ref().unwrap()), body);
    assert_eq!(end.ask("value === seen.answer"), "true");
    assert_eq!(end.ask("({}).enabled"), "undefined", "no prototype is polluted");
}

#[wasm_bindgen_test]
async fn each_kind_of_response_has_its_error() {
    for (answer, code, says) in [
        ("of('hidden_redirect')", "redirected", "pointed to another address"),
        ("of('failed', { reason: 'ECONNRESET' })", "network", "no answer came (ECONNRESET)"),
        ("of('no_response')", "network", "not a response"),
        ("of('broken', { reason: 'torn' })", "network", "the body broke off (torn)"),
        ("of('too_large')", "invalid_response", "longer than 1048576 bytes"),
        ("of('too_deep')", "invalid_response", "nested deeper than 512 levels"),
        ("of('not_json')", "invalid_response", "not JSON"),
        ("of('not_utf8')", "invalid_response", "not valid UTF-8"),
        ("of('unreadable')", "invalid_response", "no body that can be read"),
        ("of('text', { text: '<html>' })", "invalid_response", "a web page"),
        ("of('text', { text: '' })", "invalid_response", "empty"),
        ("json([1])", "invalid_response", "it is not a JSON object"),
        ("of('unreadable', { status: 302 })", "redirected", "pointed to another address"),
        ("of('broken', { status: 404 })", "account_not_found", "answered 404"),
        ("of('too_deep', { status: 500 })", "server_error", "answered 500"),
    ] {
        let end = meet(answer).await;
        assert_eq!(end.code(), code, "{answer}");
        let message = end.ask("value.message");
        assert!(message.contains(says), "{answer}: {message}");
    }
}

#[wasm_bindgen_test]
async fn a_fault_has_the_fields_of_an_error_and_no_others() {
    let headers = "{ 'X-Request-Id': 'r-1', 'Retry-After': '7', 'X-RateLimit-Remaining': '3' }";
    let end = meet(&["json({ error: 'No k.1 here' }, 404, ", headers, ")"].concat()).await;
    assert_eq!(
        end.ask("value"),
        [
            r#"{"code":"account_not_found","message":"ConnectSafely answered 404: No *** here. Check accountId, or connect a LinkedIn account to the service first.","#,
            r#""vendor":"connectsafely","status":404,"vendorMessage":"No *** here","retryable":false,"retryAfterMs":7000,"attempts":1,"requestId":"r-1","#,
            r#""rateLimit":{"remaining":3}}"#,
        ]
        .concat()
    );
    assert_eq!(end.ask("[Object.getPrototypeOf(value) === Object.prototype, 'cause' in value]"), "[true,false]");
}

#[wasm_bindgen_test]
async fn a_rejection_is_a_network_error_with_its_very_cause() {
    for reason in ["new TypeError('fetch failed')", "'a string'", "7", "null", "undefined"] {
        let end = meet(&["of('failed', { cause: seen.reason = ", reason, " })"].concat()).await;
        assert_eq!(end.code(), "network", "{reason}");
        assert_eq!(end.ask("'cause' in value && value.cause === seen.reason"), "true", "{reason}");
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
        ("{ apiKey: 'k.1', fetch: {} }", "fetch"),
    ] {
        let end = call(true, options, "").await;
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
        let script = ["() => json(", ACCOUNT, ")"].concat();
        assert!(call(true, options, &script).await.outcome.is_ok(), "{options}");
    }
}

#[wasm_bindgen_test]
async fn a_failure_is_told_and_the_retry_answers() {
    let script = ["() => json({}, 503), () => of('failed', { cause: 'reset' }), () => json(", ACCOUNT, ")"].concat();
    let end = call(true, "{ apiKey: 'k.1', timeoutMs: 9000 }", &script).await;
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
    assert_eq!(end.ask("seen.slept.every((ms, n) => ms === seen.told[n].delayMs)"), "true");
    assert_eq!(
        end.ask("seen.sent.map(({ timeoutMs }, n) => timeoutMs + seen.slept.slice(0, n).reduce((a, b) => a + b, 0))"),
        "[9000,9000,9000]",
        "one deadline for all"
    );
}

#[wasm_bindgen_test]
async fn the_deadline_and_an_abort_end_what_is_waited_for() {
    let end = call(true, "{ apiKey: 'k.1', timeoutMs: 60 }", "() => reject('timed_out')").await;
    assert_eq!(end.ask("[value.code, value.attempts, value.retryable]"), r#"["timeout",1,true]"#);
    let end = call(true, "{ apiKey: 'k.1' }", "() => reject('aborted')").await;
    assert_eq!(
        (end.outcome.as_ref().map(json).map_err(json), end.ask("seen.sent.length")),
        (Err("null".into()), "1".into())
    );
    let wait = "() => json({}, 429, { 'Retry-After': '9' })";
    let end = call_until(true, "{ apiKey: 'k.1' }", wait, "1").await;
    assert_eq!(end.outcome.as_ref().map(json).map_err(json), Err("null".into()));
    assert_eq!(end.ask("[seen.sent.length, seen.told.length, seen.slept.length]"), "[1,1,1]");
}

#[wasm_bindgen_test]
async fn seleqts_integers_are_javascripts() {
    let body = |id: &str| {
        ["() => json(JSON.parse('{\"success\":true,\"is_connected\":false,\"checked_with_account_id\":", id, "}'))"]
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
