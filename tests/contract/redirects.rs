//! Redirects are refused, whatever they look like, and nothing is sent on.

use crate::given::parse;
use crate::world::{World, answer, elsewhere, status};
use linkedin_status::error::{Error, ErrorCode};
use linkedin_status::seleqt::ConnectionStatusOptions;
use serde_json::json;

fn meet(world: &World) -> Error {
    let call = parse::<ConnectionStatusOptions>(&json!({ "apiKey": "k.1", "prospectId": 1 })).unwrap();
    world.call(&call).err().unwrap().error
}

#[test]
fn every_3xx_is_refused_after_one_request_and_its_body_is_not_read() {
    for code in 300..=399 {
        // A body that never ends would hang the call if anyone read it.
        let world = World::new([answer(code, "").stalls().header("location", "https://elsewhere.example/?k=1")]);
        let error = meet(&world);
        assert_eq!((error.code, error.status, error.attempts), (ErrorCode::Redirected, Some(code), 1), "{code}");
        assert!(!error.retryable);
        assert!(!error.message.contains("elsewhere.example"), "{}", error.message);
        assert_eq!((world.requests(), world.open()), (1, 0));
    }
}

#[test]
fn a_retry_after_does_not_make_a_redirect_retried() {
    let world = World::new([status(307).header("retry-after", "0")]);
    assert_eq!(meet(&world).attempts, 1);
}

#[test]
fn an_opaque_or_followed_redirect_is_refused_without_a_status() {
    let world = World::new([elsewhere()]);
    let error = meet(&world);
    assert_eq!((error.code, error.status, error.attempts), (ErrorCode::Redirected, None, 1));
    assert!(error.message.contains("set baseUrl to the final address"), "{}", error.message);
    assert_eq!((world.requests(), world.open()), (1, 0));
}
