//! Vectors that were not made here: RFC 9421 Appendix B, RFC 9530, and OpenSSL 3.0 for SM2 and
//! RSASSA-PKCS1-v1_5 (its DER signature rewritten as r and s).

use super::*;
use proptest::prelude::*;

const BODY: &[u8] = br#"{"hello": "world"}"#;
const DIGEST: &str = "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNN\
    yealdVLvRwEmTHWXvJwew==:";
const ED25519_PRIVATE: &str = "-----BEGIN PRIVATE KEY-----\n\
    MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n\
    -----END PRIVATE KEY-----\n";
const ED25519_PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\n\
    MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n\
    -----END PUBLIC KEY-----\n";

/// The test-request of Appendix B.2.
const REQUEST: Request<'static> = Request {
    method: "POST",
    target_uri: "https://example.com/foo?param=Value&Pet=dog",
    headers: &[
        ("Host", "example.com"),
        ("Date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("Content-Type", "application/json"),
        ("Content-Digest", DIGEST),
        ("Content-Length", "18"),
    ],
};

fn ed25519() -> (SigningKey, VerifyingKey) {
    (
        SigningKey::from_pem(Algorithm::Ed25519, ED25519_PRIVATE).unwrap(),
        VerifyingKey::parse(Algorithm::Ed25519, ED25519_PUBLIC).unwrap(),
    )
}

fn b26_stamp() -> Stamp {
    Stamp {
        created: DateTime::from_timestamp(1_618_884_473, 0),
        keyid: Some("test-key-ed25519".to_owned()),
        ..Stamp::default()
    }
}

const B26_COMPONENTS: [&str; 6] =
    ["date", "@method", "@path", "@authority", "content-type", "content-length"];

#[test]
fn b_2_6_ed25519_is_made_byte_for_byte() {
    let (key, public) = ed25519();
    let made = sign(&REQUEST, "sig-b26", &B26_COMPONENTS, &b26_stamp(), &key).unwrap();
    assert_eq!(
        made.signature_input,
        "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \
         \"content-length\");created=1618884473;keyid=\"test-key-ed25519\""
    );
    assert_eq!(
        made.signature,
        "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lI\
         p5WPpBKRCw==:"
    );
    let parsed = parse(&made.signature_input, &made.signature, None).unwrap();
    assert_eq!(parsed.verify(&REQUEST, &public), Ok(()));
    assert_eq!(parsed.keyid(), Ok("test-key-ed25519"));
    assert_eq!(
        signature_base(&REQUEST, &parsed.covered).unwrap(),
        "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@method\": POST\n\"@path\": /foo\n\
         \"@authority\": example.com\n\"content-type\": application/json\n\
         \"content-length\": 18\n\"@signature-params\": (\"date\" \"@method\" \"@path\" \
         \"@authority\" \"content-type\" \"content-length\");created=1618884473;\
         keyid=\"test-key-ed25519\""
    );
}

#[test]
fn b_2_1_and_b_2_2_rsa_pss_verify() {
    let pem = include_str!("testdata/rsa-pss-rfc9421-public.pem");
    let key = VerifyingKey::parse(Algorithm::RsaPssSha512, pem).unwrap();
    let minimal = parse(
        "sig-b21=();created=1618884473;keyid=\"test-key-rsa-pss\";nonce=\"b3k2pp5k7z-50gnwp.yemd\"",
        "sig-b21=:d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it\
         ++wgGxbtRxf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbz\
         R72rgFWhzx2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5W\
         Sb/QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q\
         ==:",
        Some("sig-b21"),
    )
    .unwrap();
    assert_eq!(minimal.verify(&REQUEST, &key), Ok(()));
    let selective = parse(
        "sig-b22=(\"@authority\" \"content-digest\" \"@query-param\";name=\"Pet\");\
         created=1618884473;keyid=\"test-key-rsa-pss\";tag=\"header-example\"",
        "sig-b22=:LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CD\
         fKtjvuJyE5qH7KT8UCMkSowOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1r\
         LEuEfY17SARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ\
         99PZfB4jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw\
         ==:",
        None,
    )
    .unwrap();
    assert_eq!(selective.verify(&REQUEST, &key), Ok(()));
}

#[test]
fn openssl_sm2_and_rsa_signatures_verify() {
    let request = Request { method: "POST", target_uri: "https://example.com/", headers: &[] };
    let sm2 =
        VerifyingKey::parse(Algorithm::Sm2Sm3, include_str!("testdata/sm2-public.pem")).unwrap();
    let signature = hex::decode(
        "ce243a72bcffe50fc1c5241ac9ef0f27c8207dc30b26937bf014fb6fd2fb86b7\
         1de915ca9174ca22a87e96127cd40f98f304f1ad475e1f72fe7240fa3aeaa363",
    )
    .unwrap();
    let mut parsed = parse(
        "s=(\"@method\");created=1618884473;keyid=\"sm2\"",
        &format!("s=:{}:", STANDARD.encode(signature)),
        None,
    )
    .unwrap();
    assert_eq!(parsed.verify(&request, &sm2), Ok(()));
    parsed.signature[40] ^= 1;
    assert_eq!(parsed.verify(&request, &sm2), Err(Error::Mismatch));

    let rsa = VerifyingKey::parse(Algorithm::RsaV15Sha256, include_str!("testdata/rsa-public.pem"))
        .unwrap();
    let parsed = parse(
        "s=(\"@method\");created=1618884473;keyid=\"rsa\"",
        "s=:G+qlthy4FOOO+WTw43cBIZItoTVVDfsD4uJAIec0hu6fv5wteg81HpTILHtRpCbA/tF3z0/EwOYeFaa6Ix3IB\
         gjuFtV1T2olRtwNXaEXsnZoh89za/G+7lHLbT/Wq4G/onstE7iwS3G7KgFiNCw8Cvt+humy9jmaJxa6ir4JMt0s\
         YmGf80NccASd/OO5aVPRV/xM3iMbrrn+TfIMCz32RkEPStMsDE71pf8xfosf1znRglYweXOucx8sQ/wkVK7eyZz\
         NhdfFZ1vHKAmEiWTputxo2cRRTcjKU3Z4EVeYOt3fyRkTbHx+Yp7iAMwBwBmlDaIxhly/cMTvai/zHsUz1w==:",
        None,
    )
    .unwrap();
    assert_eq!(parsed.verify(&request, &rsa), Ok(()));
}

#[test]
fn every_algorithm_checks_what_it_signed_and_nothing_else() {
    let rsa = include_str!("testdata/rsa.pem");
    let rsa_public = include_str!("testdata/rsa-public.pem");
    let sm2 = include_str!("testdata/sm2.pem");
    let sm2_public = include_str!("testdata/sm2-public.pem");
    for (algorithm, private, public) in [
        (Algorithm::Ed25519, ED25519_PRIVATE, ED25519_PUBLIC),
        (Algorithm::RsaPssSha512, rsa, rsa_public),
        (Algorithm::RsaV15Sha256, rsa, rsa_public),
        (Algorithm::Sm2Sm3, sm2, sm2_public),
    ] {
        let key = SigningKey::from_pem(algorithm, private).unwrap();
        let public = VerifyingKey::parse(algorithm, public).unwrap();
        let stamp = Stamp { alg: true, nonce: Some("n\"\\1".to_owned()), ..b26_stamp() };
        let covered = ["@method", "@target-uri", "content-digest"];
        let made = sign(&REQUEST, "sig", &covered, &stamp, &key).unwrap();
        let parsed = parse(&made.signature_input, &made.signature, None).unwrap();
        assert_eq!(parsed.verify(&REQUEST, &public), Ok(()), "{algorithm}");
        assert_eq!(parsed.nonce(), Ok("n\"\\1"));
        let other = Request { method: "PUT", ..REQUEST };
        assert_eq!(parsed.verify(&other, &public), Err(Error::Mismatch));
        let other =
            Request { target_uri: "https://example.com/foo?param=Value&Pet=cat", ..REQUEST };
        assert_eq!(parsed.verify(&other, &public), Err(Error::Mismatch));
        let mut bent = parsed.clone();
        bent.signature[7] ^= 1;
        assert_eq!(bent.verify(&REQUEST, &public), Err(Error::Mismatch));
        let mut lying = parsed.clone();
        for (key, value) in &mut lying.covered.parameters {
            if key == "alg" {
                *value = Bare::Text("hmac-sha256".to_owned());
            }
        }
        assert!(matches!(lying.verify(&REQUEST, &public), Err(Error::WrongAlgorithm { .. })));
    }
}

#[test]
fn content_digests_are_those_of_rfc_9530() {
    assert_eq!(
        content_digest(b"{\"hello\": \"world\"}\n"),
        "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"
    );
    assert_eq!(check_content_digest(DIGEST, BODY), Ok(()));
    let both = format!("{}, {DIGEST}, md5=:AAAA:", content_digest(BODY));
    assert_eq!(check_content_digest(&both, BODY), Ok(()));
    assert_eq!(check_content_digest(&both, b"{}"), Err(Error::DigestMismatch));
    assert_eq!(check_content_digest("md5=:AAAA:", BODY), Err(Error::NoDigest));
}

#[test]
fn what_must_be_covered_and_the_window_are_checked() {
    let (key, _) = ed25519();
    let made = sign(&REQUEST, "sig", &["@method", "date"], &b26_stamp(), &key).unwrap();
    let parsed = parse(&made.signature_input, &made.signature, Some("sig")).unwrap();
    assert_eq!(parsed.require(&["date", "@method"]), Ok(()));
    assert_eq!(
        parsed.require(&["@method", "content-digest"]),
        Err(Error::NotCovered("content-digest".to_owned()))
    );
    let made_at = parsed.created().unwrap();
    let after = |s| made_at + chrono::TimeDelta::seconds(s);
    assert_eq!(parsed.check_window(after(300), 300), Ok(()));
    assert_eq!(parsed.check_window(after(-300), 300), Ok(()));
    for off_s in [301, -301] {
        assert_eq!(parsed.check_window(after(off_s), 300), Err(Error::OutOfWindow(300)));
    }
    assert_eq!(parsed.nonce(), Err(Error::BadParameter("nonce")));
}

#[test]
fn malformed_headers_are_refused_with_the_place() {
    for input in [
        "",
        "sig",
        "sig=",
        "sig=(",
        "sig=(\"@method\"",
        "sig=(\"@method\"\"@path\")",
        "sig=(@method)",
        "Sig=()",
        "sig=();created=1.5",
        "sig=();created=1234567890123456",
        "sig=();a=1;a=2",
        "sig=(), sig=()",
        "sig=() other",
        "sig=(\"caf\u{e9}\")",
        "sig=(\"a\nb\")",
    ] {
        let answer = parse(input, "sig=:AAAA:", None);
        assert!(matches!(answer, Err(Error::Malformed { .. })), "{input}");
    }
    assert!(parse("sig=()", "sig=\"AAAA\"", None).is_err());
    assert_eq!(parse("sig=()", "other=:AAAA:", None), Err(Error::MissingLabel("sig".to_owned())));
    let long = format!("sig=(\"{}\")", "a".repeat(HEADER_BYTES_MAX));
    assert!(parse(&long, "sig=:AAAA:", None).is_err());
}

#[test]
fn a_component_twice_or_unknown_or_absent_is_refused() {
    let (key, _) = ed25519();
    for (components, wanted) in [
        (vec!["date", "date"], "signature_component_unsupported"),
        (vec!["@status"], "signature_component_unsupported"),
        (vec!["Date"], "signature_component_unsupported"),
        (vec!["x-absent"], "signature_component_missing"),
    ] {
        let made = sign(&REQUEST, "sig", &components, &b26_stamp(), &key);
        assert_eq!(made.unwrap_err().code(), wanted, "{components:?}");
    }
}

#[test]
fn weak_and_short_keys_are_refused() {
    let zero = STANDARD.encode([0_u8; 32]);
    assert!(VerifyingKey::parse(Algorithm::Ed25519, &zero).is_err());
    assert!(VerifyingKey::parse(Algorithm::RsaPssSha512, ED25519_PUBLIC).is_err());
    assert!(VerifyingKey::parse(Algorithm::Sm2Sm3, ED25519_PUBLIC).is_err());
}

proptest! {
    #[test]
    fn no_header_makes_the_parser_panic(input in "\\PC{0,200}", signature in "\\PC{0,100}") {
        let _ = parse(&input, &signature, None);
        let _ = check_content_digest(&input, b"");
    }

    #[test]
    fn a_list_reads_back_what_it_writes(
        names in proptest::collection::vec("[ -~]{0,12}", 0..6),
        keyid in "[ -~]{0,20}",
        created in 0_i64..999_999_999_999,
    ) {
        let written = InnerList {
            items: names
                .into_iter()
                .map(|name| Item { name, parameters: vec![] })
                .collect(),
            parameters: vec![
                ("created".to_owned(), Bare::Integer(created)),
                ("keyid".to_owned(), Bare::Text(keyid)),
            ],
        };
        let parsed = parse(&format!("s={written}"), "s=:AAAA:", None).unwrap();
        prop_assert_eq!(parsed.covered, written);
    }
}
