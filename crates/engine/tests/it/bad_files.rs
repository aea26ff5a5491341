//! Files that are wrong: each gives the list of its errors with places, and nothing else happens.

use anc_engine::Scenario;
use anc_engine::scenario::FileError;

use crate::helpers::office_text;

fn errors(text: &str) -> Vec<FileError> {
    Scenario::parse(text.as_bytes()).expect_err("a bad file")
}

fn words(text: &str) -> String {
    errors(text).iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn good() -> String {
    std::fs::read_to_string(crate::helpers::root().join("public/scenarios/stale-status.json"))
        .expect("a file")
}

/// A good file with one text replaced; the error must be on the line of the replacement.
fn broken(from: &str, to: &str) -> FileError {
    let text = good();
    assert!(text.contains(from), "{from}");
    let bad = text.replacen(from, to, 1);
    let line = text[..text.find(from).expect("there")].lines().count();
    let errors = errors(&bad);
    assert_eq!(errors.len(), 1, "{errors:?}");
    let error = errors.into_iter().next().expect("one");
    assert!(error.line.abs_diff(line) <= 1, "line {} instead of {line}: {error}", error.line);
    assert!(error.column > 0);
    error
}

#[test]
fn a_misspelt_field_has_a_place_and_a_suggestion() {
    let error = broken("\"horizon\":", "\"horizn\": \"1d\", \"horizon\":");
    assert_eq!(error.pointer, "/horizn");
    assert_eq!(error.suggestion.as_deref(), Some("horizon"));
    let error = broken("\"joinType\":", "\"jointype\": \"azureADJoin\", \"joinType\":");
    assert_eq!(error.pointer, "/world/connections/0/jointype");
    assert_eq!(error.suggestion.as_deref(), Some("joinType"));
}

#[test]
fn an_unknown_reference_names_what_there_is() {
    let error = broken("\"link\": \"vpn-weu\"", "\"link\": \"vpn-wue\"");
    assert_eq!(error.pointer, "/events/1/fault/link");
    assert!(error.message.contains("there is only vpn-weu"), "{error}");
    assert_eq!(error.suggestion.as_deref(), Some("vpn-weu"));
    let error = broken("\"signIn\": \"office-01\"", "\"signIn\": \"office-91\"");
    assert!(error.message.contains("is no user"), "{error}");
    let error = broken("\"rule\": \"checksFailed\"", "\"rule\": \"checkFailed\"");
    assert_eq!(error.suggestion.as_deref(), Some("checksFailed"));
}

#[test]
fn an_event_after_the_horizon_is_told() {
    let error = broken("\"at\": \"10h\"", "\"at\": \"25h\"");
    assert_eq!(error.pointer, "/events/9/at");
    assert!(error.message.contains("1d1h is after the horizon, 1d"), "{error}");
}

#[test]
fn a_negative_capacity_is_told() {
    let error =
        broken("\"world\": {", "\"world\": { \"regions\": [{ \"name\": \"westeurope\", \"capacity\": -1 }],");
    assert_eq!(error.pointer, "/world/regions/0/capacity");
    assert!(error.message.contains("expected 0 or more, found -1"), "{error}");
}

#[test]
fn a_zone_that_no_clock_has_is_told() {
    let error = broken("\"horizon\":", "\"aheadOfUtcMinutes\": 900, \"horizon\":");
    assert_eq!(error.pointer, "/aheadOfUtcMinutes");
    assert!(error.message.contains("expected 840 or less, found 900"), "{error}");
}

#[test]
fn a_connection_without_any_resource_group_is_told() {
    let bad = good().replacen("\"world\": {", "\"world\": { \"resourceGroups\": [],", 1);
    let errors = errors(&bad);
    assert!(errors.iter().all(|error| error.message.contains("needs a resource group")), "{errors:?}");
    assert_eq!(errors[0].pointer, "/world/connections/0");
}

#[test]
fn overlapping_subnets_are_told() {
    let error = broken(
        "\"subnets\": [{ \"name\": \"cloud-pcs-weu\", \"prefix\": \"10.20.0.0/26\" }]",
        "\"subnets\": [{ \"name\": \"cloud-pcs-weu\", \"prefix\": \"10.20.0.0/26\" }, { \"name\": \"b\", \"prefix\": \"10.20.0.32/27\" }]",
    );
    assert_eq!(error.pointer, "/world/vnets/0/subnets/1/prefix");
    assert!(error.message.contains("overlaps subnet \"cloud-pcs-weu\""), "{error}");
}

#[test]
fn linked_networks_share_one_address_space() {
    let second = r#", { "name": "second", "region": "uksouth", "subnets": [{ "name": "s2", "prefix": "10.0.0.0/24" }] }"#;
    let text = office_text("", "")
        .replace("/28\" }\n            ] }", &format!("/28\" }}\n            ] }}{second}"));
    assert!(Scenario::parse(text.as_bytes()).is_ok(), "no link, no conflict");
    let linked = text
        .replace("\"vnet\": \"vnet\" }", "\"vnet\": \"vnet\" }, { \"name\": \"v2\", \"vnet\": \"second\" }");
    assert!(words(&linked).contains("both networks are linked to on-premises"), "{}", words(&linked));
}

#[test]
fn a_file_of_100_mb_is_refused_by_its_size() {
    let errors = Scenario::parse(&vec![b' '; 100_000_000]).expect_err("too large");
    assert!(errors[0].message.contains("too large: a scenario has at most 1048576 bytes"), "{}", errors[0]);
}

#[test]
fn what_is_not_json_is_one_error_with_its_place() {
    let found = errors("{\n  \"format\": 1,\n  oops\n}");
    assert_eq!((found.len(), found[0].line, found[0].column), (1, 3, 3));
    assert!(found[0].message.starts_with("This is not JSON"));
    assert!(words("").contains("The file is empty"));
    assert!(words("# A heading").contains("This is not JSON"));
    assert!(words("[1]").contains("expected an object, found a list"));
    assert!(words("null").contains("expected an object, found null"));
}

#[test]
fn utf_16_is_told_as_such() {
    for (mark, big) in [(Some(0xFEFF_u16), false), (Some(0xFEFF), true), (None, false), (None, true)] {
        let units = mark.into_iter().chain("{ \"format\": 1 }".encode_utf16());
        let bytes: Vec<u8> =
            units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect();
        let errors = Scenario::parse(&bytes).expect_err("UTF-16");
        assert!(errors[0].message.contains("UTF-16. Save it as UTF-8"), "{}", errors[0]);
    }
    let errors = Scenario::parse(b"{\n \"title\": \"\xFF\"").expect_err("no text");
    assert_eq!((errors[0].line, errors[0].column), (2, 12));
    let mut with_mark = b"\xEF\xBB\xBF".to_vec();
    with_mark.extend(good().bytes());
    assert!(Scenario::parse(&with_mark).is_ok(), "a byte order mark of UTF-8 does no harm");
}

#[test]
fn ten_thousand_nested_arrays_are_told() {
    let text = "[".repeat(10_000) + &"]".repeat(10_000);
    assert!(words(&text).contains("nested deeper than 128 levels"), "{}", words(&text));
}

#[test]
fn all_errors_come_at_once_and_in_the_order_of_the_file() {
    let text = good()
        .replace("\"seed\": 11", "\"seed\": \"eleven\"")
        .replace("\"summary\"", "\"sumary\"")
        .replace("\"signIn\": \"office-01\" }", "\"signIn\": \"nobody\" }")
        .replace("\"kind\": \"linkDown\"", "\"kind\": \"linkdown\"");
    let found = errors(&text);
    let lines: Vec<usize> = found.iter().map(|error| error.line).collect();
    assert!(lines.is_sorted(), "{lines:?}");
    let all = words(&text);
    for part in [
        "the field \"summary\" is missing",
        "unknown field \"sumary\"",
        "expected a whole number, found \"eleven\"",
        "\"nobody\" is no user",
        "did you mean \"linkDown\"?",
    ] {
        assert!(all.contains(part), "{part} is not in\n{all}");
    }
    assert_eq!(found.len(), 7, "{all}");
}

#[test]
fn an_unknown_field_hides_no_other_error() {
    let text = good().replace("\"at\": \"10h\"", "\"at\": \"25h\"").replace("\"seed\": 11", "\"sed\": 11");
    let all = words(&text);
    assert!(all.contains("unknown field \"sed\"") && all.contains("after the horizon"), "{all}");
}

#[test]
fn moments_are_told_together_with_everything_else() {
    let text = good()
        .replace("\"people\": 8", "\"people\": \"eight\"")
        .replace("{ \"at\": \"46m\", \"signIn\": \"office-01\" }", "{ \"at\": \"46m\" }")
        .replace("\"at\": \"10h\"", "\"at\": \"25h\"")
        .replace("\"at\": \"44m\", \"check\"", "\"at\": \"44m\", \"by\": \"1h\", \"check\"");
    let all = words(&text);
    for part in
        ["found \"eight\"", "exactly one of admin", "1d1h is after the horizon, 1d", "exactly one of \"at\""]
    {
        assert!(all.contains(part), "{part} is not in\n{all}");
    }
    // What is misspelt is not told twice.
    let text = good().replace("\"at\": \"46m\", \"signIn\"", "\"at\": \"46m\", \"signin\"");
    let all = words(&text);
    assert!(all.contains("did you mean \"signIn\"?") && !all.contains("exactly one of"), "{all}");
}

#[test]
fn no_text_turns_its_direction() {
    for turn in ['\u{202E}', '\u{202A}', '\u{2066}', '\u{2069}'] {
        for (from, to) in [
            ("\"title\": \"", format!("\"title\": \"{turn}")),
            ("\"summary\": \"", format!("\"summary\": \"{turn}")),
            ("\"name\": \"office\"", format!("\"name\": \"off{turn}ice\"")),
        ] {
            let text = good();
            assert!(text.contains(from), "{from}");
            let all = words(&text.replacen(from, &to, 1));
            assert!(all.contains(&format!("(U+{:04X})", u32::from(turn))), "{all}");
        }
    }
    let arabic = good().replace("\"title\": \"", "\"title\": \"\u{641}\u{627}\u{637}\u{645}\u{629} ");
    assert!(anc_engine::Scenario::parse(arabic.as_bytes()).is_ok(), "{}", words(&arabic));
}

#[test]
fn values_that_do_not_fit_each_other_are_told() {
    for (from, to, part) in [
        ("\"format\": 1", "\"format\": 2", "expected 1 or less, found 2"),
        ("\"2026-03-05T07:00:00Z\"", "\"2026-02-30T07:00:00Z\"", "expected a UTC instant"),
        ("\"horizon\": \"1d\"", "\"horizon\": \"900d\"", "at most 731 days"),
        ("\"prefix\": \"10.20.0.0/26\"", "\"prefix\": \"10.20.0.1/26\"", "expected an IPv4 prefix"),
        (
            "\"prefix\": \"10.20.0.0/26\"",
            "\"prefix\": \"10.20.0.0/26\", \"used\": 60",
            "60 addresses are used",
        ),
        ("\"people\": 8", "\"people\": 8.5", "expected a whole number, found a number with a point"),
        ("\"people\": 8", "\"people\": 8.0", "expected a whole number, found a number with a point"),
        ("\"people\": 8", "\"people\": 100000000000000000000", "or a very large one"),
        ("\"people\": 8", "\"people\": 18446744073709551615", "found 18446744073709551615"),
        ("\"people\": 8", "\"people\": -3", "or more, found -3"),
        ("\"people\": 8", "\"people\": 20001", "expected 20000 or less"),
        ("{ \"at\": \"46m\", \"signIn\": \"office-01\" }", "{ \"at\": \"46m\" }", "exactly one of admin"),
        (
            "\"signIn\": \"office-01\" }",
            "\"signIn\": \"office-01\", \"as\": \"reader\" }",
            "only an admin's action",
        ),
        ("\"at\": \"46m\", \"connection\"", "\"connection\"", "exactly one of"),
        ("\"at\": \"44m\", \"check\"", "\"at\": \"44m\", \"by\": \"1h\", \"check\"", "exactly one of"),
        (
            "{ \"name\": \"interns\", \"people\": 2 }",
            "{ \"name\": \"interns\", \"people\": 2 }, { \"name\": \"office\" }",
            "stands twice",
        ),
        ("\"title\":", "\"id\": \"again\", \"title\":", "stands twice"),
        ("\"signIn\": \"office-01\" }", "\"signIn\": \"office-09\" }", "joins later"),
    ] {
        let text = good();
        assert!(text.contains(from), "{from}");
        let bad = text.replacen(from, to, 1);
        assert!(words(&bad).contains(part), "{from} → {to}:\n{}", words(&bad));
    }
    let hybrid_without_domain = office_text("", "").replace("\"domains\"", "\"domainz\"");
    assert!(words(&hybrid_without_domain).contains("did you mean \"domains\""));
}

#[test]
fn a_flood_of_duplicates_is_cut_and_comes_soon() {
    let text = format!("{{{}}}", vec!["\"a\":0"; 150_000].join(","));
    assert_eq!(errors(&text).len(), anc_engine::limits::FILE_ERRORS_MAX);
}

#[test]
fn a_null_where_a_field_may_be_left_out_says_nothing() {
    let text = good().replace("\"seed\": 11", "\"seed\": null");
    assert!(Scenario::parse(text.as_bytes()).is_ok());
    let text = good().replace("\"title\": \"The status does not know yet\"", "\"title\": null");
    assert!(words(&text).contains("expected a text, found null"), "{}", words(&text));
}

#[test]
fn a_flood_of_errors_is_cut_and_comes_soon() {
    let events: Vec<String> =
        (0..9_000).map(|n| format!(r#"{{ "at": "1h", "signIn": "nobody-{n}" }}"#)).collect();
    let text = office_text("", &events.join(","))
        .replace("{ \"name\": \"later\", \"people\": 4 }", "{ \"name\": \"later\", \"people\": 15000 }");
    assert_eq!(errors(&text).len(), anc_engine::limits::FILE_ERRORS_MAX);
}

#[test]
fn what_is_wrong_with_a_lesson_is_told_where_it_stands() {
    use serde_json::json;
    let path = crate::helpers::root().join("public/scenarios/six-hours-old.json");
    let good = std::fs::read_to_string(path).expect("a lesson");
    let told = |pointer: &str, value: serde_json::Value, pointers: &str, part: &str| {
        let mut file: serde_json::Value = serde_json::from_str(&good).expect("JSON");
        *file.pointer_mut(pointer).expect("a place") = value;
        let errors = errors(&file.to_string());
        let told = errors.iter().any(|error| error.pointer == pointers && error.message.contains(part));
        assert!(told, "{pointer}: {errors:?}");
    };
    told("/lesson/level", json!(5), "/lesson/level", "expected 4 or less");
    told("/lesson/goals/0/points", json!(15), "/lesson/goals/0/points", "a multiple of ten, found 15");
    told("/lesson/goals/0/hints", json!(["one"]), "/lesson/goals/0/hints", "at least 3");
    told("/lesson/goals", json!([]), "/lesson/goals", "at least 1");
    told("/lesson/introduction/0", json!("x".repeat(801)), "/lesson/introduction/0", "at most 800");
    told("/lesson/remarks/0/kind", json!("wrong"), "/lesson/remarks/0/kind", "onTheWay, notThis");
    for (expect, at, part) in [
        (json!({}), "", "exactly one of connection"),
        (json!({ "at": "1h", "by": "2h", "outage": {} }), "", "at most one of \"at\""),
        (json!({ "from": "2h", "by": "1h", "outage": {} }), "/from", "2h is after 1h"),
        (json!({ "at": "1h", "from": "30m", "outage": {} }), "/from", "has a beginning"),
        (json!({ "by": "3d", "outage": {} }), "/by", "after the horizon"),
        (json!({ "all": [{ "outage": {} }] }), "/all", "at least 2"),
        (json!({ "all": [{ "at": "1h", "outage": {} }, { "outage": {} }] }), "/all/0", "expected none of"),
        (
            json!({ "all": [{ "from": "1h", "outage": {} }, { "outage": {} }] }),
            "/all/0/from",
            "has a beginning",
        ),
        (json!({ "done": {} }), "", "exactly one of action, repair"),
        (json!({ "all": [{ "done": {} }, { "outage": {} }] }), "", "exactly one of action, repair"),
        (json!({ "done": { "action": "retry" } }), "/done/action", "is no action"),
        (json!({ "done": { "repair": "linkdown" } }), "/done/repair", "is no fault"),
    ] {
        told("/lesson/goals/0/expect", expect, &format!("/lesson/goals/0/expect{at}"), part);
    }
    let event = json!({ "at": "2d", "repair": { "kind": "linkDown", "link": "vpn-weu" } });
    told("/lesson/solution/0", event, "/lesson/solution/0/at", "after the horizon");
    let event = json!({ "at": "1h", "repair": { "kind": "linkDown", "link": "vpn" } });
    told("/lesson/wrongWay/0", event, "/lesson/wrongWay/0/repair/link", "is no link");
    // Only with the whole world is it seen that nobody is called so by then.
    let event = json!({ "at": "10m", "signIn": "office-07" });
    told("/lesson/solution/0", event, "/lesson/solution/0/signIn", "joins later");
}
