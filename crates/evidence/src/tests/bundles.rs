use super::*;
use crate::{Opening, ProofBundle, Why, new_salt, proof, salted, verify_bundle};
use kernel::Fault;
use proptest::prelude::*;
use std::path::Path;
use std::process::{Command, Output};

type Change<'a> = &'a dyn Fn(&mut ProofBundle);

/// A bundle with two opened fields, and the log's key.
async fn opened_bundle() -> (ProofBundle, String) {
    let (test, log) = world().await;
    add_many(&test.db, PAYMENTS, 300).await;
    let (phone_salt, name_salt) = (new_salt(), new_salt());
    let body = json!({
        "serial": "SN-渝-1",
        "phone": salted("13800138000", &phone_salt),
        "person": {"name": salted("张三", &name_salt)},
        "elements": [1, 2, {"ok": true}],
    });
    let at = Clock::system().now();
    let mut tx = test.db.begin().await.unwrap();
    let id = append(&mut tx, BANK, "terminal.bound", "trm_1", &body, at).await;
    tx.commit().await.unwrap();
    add_many(&test.db, PAYMENTS, 77).await;
    log.integrate_all().await.unwrap();
    let mut bundle = proof(&test.db, id.unwrap()).await.unwrap().unwrap();
    bundle.openings = vec![
        Opening::new("/body/phone", "13800138000", &phone_salt),
        Opening::new("/body/person/name", "张三", &name_salt),
    ];
    (bundle, log.verifier_key().to_string())
}

fn check(bundle: &ProofBundle) -> Result<crate::Verified, Why> {
    verify_bundle(&bundle.to_json(), None)
}

#[tokio::test]
async fn a_bundle_says_why_it_proves_nothing() {
    let (good, key) = opened_bundle().await;
    let verified = verify_bundle(&good.to_json(), Some(&key)).unwrap();
    assert_eq!(verified.opened, good.openings);
    assert!(!check(&good).unwrap().key_trusted);
    let changed = |change: Change<'_>| {
        let mut bundle = good.clone();
        change(&mut bundle);
        check(&bundle).unwrap_err().code()
    };
    let other = crate::note::NoteSigner::try_new(ORIGIN, &[9; 32]).unwrap();
    let other_key = other.verifier_key().to_string();
    assert_eq!(
        verify_bundle(&good.to_json(), Some(&other_key)).unwrap_err().code(),
        "bundle_key_other"
    );
    assert_eq!(
        verify_bundle(&good.to_json(), Some("nonsense")).unwrap_err().code(),
        "bundle_key_malformed"
    );
    assert_eq!(verify_bundle(b"{}", None).unwrap_err().code(), "bundle_malformed");
    let cases: [(&str, Change<'_>); 10] = [
        ("bundle_malformed", &|b| b.format = "x/2".to_owned()),
        ("bundle_checkpoint_wrong", &|b| b.log_key = other_key.clone()),
        ("bundle_checkpoint_wrong", &|b| {
            b.checkpoint = b.checkpoint.replacen("378", "379", 1);
        }),
        ("bundle_checkpoint_wrong", &|b| b.tree_size -= 1),
        ("bundle_not_included", &|b| b.index ^= 1),
        ("bundle_not_included", &|b| {
            b.entry = b.entry.replace("SN-渝-1", "SN-渝-2");
        }),
        ("bundle_not_included", &|b| {
            b.inclusion.pop();
        }),
        ("bundle_not_included", &|b| b.inclusion[0] = "AAAA".to_owned()),
        ("bundle_entry_wrong", &|b| b.leaf_id = LeafId::new()),
        ("bundle_opening_wrong", &|b| {
            b.openings[0].value = "13800138001".to_owned();
        }),
    ];
    for (code, change) in cases {
        assert_eq!(changed(change), code);
    }
    for (pointer, salt) in [
        ("/body/serial", good.openings[0].salt.clone()),
        ("/body/nothing", good.openings[0].salt.clone()),
        ("/body/phone", good.openings[1].salt.clone()),
        ("/body/phone", "xyz".to_owned()),
    ] {
        let code = changed(&|b| {
            b.openings[0].pointer = pointer.to_owned();
            b.openings[0].salt = salt.clone();
        });
        assert_eq!(code, "bundle_opening_wrong", "{pointer}");
    }
}

#[tokio::test]
async fn no_changed_byte_of_a_bundle_goes_unnoticed() {
    let (good, key) = opened_bundle().await;
    let bytes = good.to_json();
    let truth = verify_bundle(&bytes, Some(&key)).unwrap();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let places = (0..bytes.len(), 0..8_u32);
    runner
        .run(&places, |(place, bit)| {
            let mut changed = bytes.clone();
            changed[place] ^= 1 << bit;
            // A change of white space or of the case of a salt's digits changes no meaning.
            if let Ok(verified) = verify_bundle(&changed, Some(&key)) {
                let salts = |v: &crate::Verified| {
                    let salts = v.opened.iter().map(|o| o.salt.to_lowercase());
                    salts.collect::<Vec<String>>()
                };
                prop_assert_eq!(salts(&verified), salts(&truth));
                prop_assert_eq!(&verified.body, &truth.body);
                prop_assert_eq!(verified.leaf_id, truth.leaf_id);
                prop_assert_eq!(verified.root, truth.root.clone());
            }
            Ok(())
        })
        .unwrap();
}

fn python(file: &Path, key: &str) -> Output {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wire/verify_bundle.py");
    let program = std::env::var("SHANCHENG_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    Command::new(program)
        .arg(script)
        .arg(file)
        .arg(key)
        .env("PYTHONIOENCODING", "utf-8")
        .output()
        .expect("python3 with `cryptography` runs (tests/wire/requirements.txt)")
}

/// The format proven by other code: Python, its hashlib and `cryptography`.
#[tokio::test]
async fn another_program_in_another_language_checks_bundles() {
    let (good, key) = opened_bundle().await;
    let folder = std::env::temp_dir().join(format!("shancheng-bundle-{}", good.leaf_id));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("bundle.json");
    std::fs::write(&file, good.to_json()).unwrap();
    let output = python(&file, &key);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    let entry: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(entry["id"], json!(good.leaf_id));
    assert_eq!(entry["body"]["serial"], json!("SN-渝-1"));

    let mut forged = good.clone();
    forged.entry = forged.entry.replace("SN-渝-1", "SN-渝-2");
    let mut wrong_value = good.clone();
    wrong_value.openings[1].value = "李四".to_owned();
    let mut elsewhere = good.clone();
    elsewhere.index += 1;
    for bad in [forged, wrong_value, elsewhere] {
        std::fs::write(&file, bad.to_json()).unwrap();
        let output = python(&file, &key);
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.starts_with("NOT PROVEN"), "{said}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
