use super::testing::{run, run_as_program};
use super::*;
use crate::note::Checkpoint;
use crate::proofs::{self, BadProof, Hash, leaf_hash, root, verify_consistency};
use crate::tiles::{Address, Kind};
use crate::{Error, LeafState, leaf, leaves_of, proof, reader, store, verify, verify_bundle};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::collections::BTreeSet;
use storage::vault::{self, Vault};

#[tokio::test]
async fn a_leaf_exists_exactly_when_its_fact_does() {
    let (test, log) = world().await;
    let mut tx = test.db.within(BANK).begin().await.unwrap();
    let at = Clock::system().now();
    let undone = append(&mut tx, BANK, "terminal.bound", "trm_0", &body(0), at).await;
    drop(tx);
    let kept = add(&test.db.within(BANK), BANK, 1).await;
    assert_eq!(leaf(&test.db, kept).await.unwrap().state, LeafState::Pending);
    assert!(proof(&test.db, kept).await.unwrap().is_none());
    assert_eq!(log.integrate_all().await.unwrap(), 1);
    assert_eq!(log.integrate_all().await.unwrap(), 0);
    assert!(matches!(proof(&test.db, undone.unwrap()).await, Err(Error::Missing(_))));
    let bundle = proof(&test.db, kept).await.unwrap().unwrap();
    let key = log.verifier_key().to_string();
    let verified = verify_bundle(&bundle.to_json(), Some(&key)).unwrap();
    assert_eq!((verified.leaf_id, verified.institution_id), (kept, BANK));
    assert_eq!((verified.index, verified.tree_size), (0, 1));
    assert_eq!(verified.body, body(1));
    assert!(verified.key_trusted);
    let seen = leaf(&test.db, kept).await.unwrap();
    assert_eq!((seen.state, seen.index), (LeafState::Proven, Some(0)));
    assert!(verify(&test.db).await.unwrap().good());
}

#[tokio::test]
async fn a_leaf_is_seen_by_its_institution_only() {
    let (test, log) = world().await;
    let id = add(&test.db.within(BANK), BANK, 1).await;
    log.integrate_all().await.unwrap();
    assert!(proof(&test.db.within(BANK), id).await.unwrap().is_some());
    let foreign = test.db.within(PAYMENTS);
    assert!(matches!(proof(&foreign, id).await, Err(Error::Missing(_))));
    assert!(matches!(leaf(&foreign, id).await, Err(Error::Missing(_))));
    let none = leaves_of(&foreign, "trm_1", None, None).await.unwrap();
    assert!(none.items.is_empty());
    let own = leaves_of(&test.db.within(BANK), "trm_1", None, None).await;
    assert_eq!(own.unwrap().items[0].id, id);
    let mut tx = foreign.begin().await.unwrap();
    let at = Clock::system().now();
    let forged = append(&mut tx, BANK, "terminal.bound", "trm_1", &body(1), at).await;
    let Err(Error::Database(refused)) = forged else {
        panic!("a leaf was written for another institution");
    };
    assert_eq!(kernel::fault::sqlstate(&refused).as_deref(), Some("42501"));
    // Checkpoints and hash tiles tell nothing about anybody; entries are for the network.
    assert!(reader::checkpoint(&foreign).await.is_ok());
    let entries: Address = "entries/000.p/1".parse().unwrap();
    assert!(reader::tile(&foreign, &entries).await.is_err());
    assert!(reader::tile(&test.db, &entries).await.is_ok());
}

#[tokio::test]
async fn the_program_cannot_change_a_leaf() {
    let (test, log) = world().await;
    let id = add(&test.db, BANK, 1).await;
    log.integrate_all().await.unwrap();
    for (statement, code) in [
        ("update evidence_leaf set content = 'x'", Some("42501")),
        ("update evidence_leaf set at = at", Some("42501")),
        ("delete from evidence_leaf", Some("42501")),
        ("delete from evidence_checkpoint", Some("42501")),
        ("update evidence_checkpoint set note = 'x'", Some("42501")),
        ("update evidence_leaf set log_index = 7", None),
    ] {
        let mut tx = test.db.begin().await.unwrap();
        let done = run_as_program(&mut tx, statement).await;
        match code {
            None => assert_eq!(done.unwrap(), 0, "{statement}"),
            Some(_) => {
                let refused = done.unwrap_err();
                let said = kernel::fault::sqlstate(&refused);
                assert_eq!(said.as_deref(), code, "{statement}");
            }
        }
    }
    assert_eq!(leaf(&test.db, id).await.unwrap().index, Some(0));
}

#[tokio::test]
async fn content_that_breaks_a_rule_is_refused() {
    let (test, _) = world().await;
    let at = Clock::system().now();
    for bad in [json!({"rate": 0.5}), json!([1]), json!({"long": "x".repeat(20_000)})] {
        let mut tx = test.db.begin().await.unwrap();
        let refused = append(&mut tx, BANK, "k", "s", &bad, at).await;
        assert!(matches!(refused, Err(Error::Body(_))));
    }
}

#[tokio::test]
async fn two_nodes_and_many_writers_give_every_leaf_one_place() {
    let (test, log) = world().await;
    let other = Log::with_seed(&test.db, Clock::system(), ORIGIN, &SEED).await.unwrap();
    let small = crate::LogConfig { rows_max: 37, ..crate::LogConfig::default() };
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..8_usize {
        let db = test.db.clone();
        writers.spawn(async move {
            for number in 0..70 {
                let institution = if number % 2 == 0 { BANK } else { PAYMENTS };
                add(&db.within(institution), institution, writer * 1000 + number).await;
            }
        });
    }
    let mut nodes = tokio::task::JoinSet::new();
    for node in [log.clone().config(small), other.config(small)] {
        nodes.spawn(async move {
            let mut done = 0;
            // Each stops after many idle looks in a row.
            let mut idle = 0;
            while idle < 100 {
                match node.integrate().await.unwrap() {
                    0 => {
                        idle += 1;
                        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
                    }
                    count => {
                        idle = 0;
                        done += count;
                    }
                }
            }
            done
        });
    }
    while let Some(written) = writers.join_next().await {
        written.unwrap();
    }
    let mut done = 0;
    while let Some(count) = nodes.join_next().await {
        done += count.unwrap();
    }
    done += log.integrate_all().await.unwrap();
    assert_eq!(done, 560);
    let mut tx = test.db.read().await.unwrap();
    let rows = store::sequenced(&mut tx, 0, 1000).await.unwrap();
    let indexes: Vec<i64> = rows.iter().map(|(index, ..)| *index).collect();
    assert_eq!(indexes, (0..560).collect::<Vec<i64>>());
    let ids: BTreeSet<LeafId> = rows.iter().map(|(_, id, _)| *id).collect();
    assert_eq!(ids.len(), 560);
    let report = verify(&test.db).await.unwrap();
    assert!(report.good(), "{report:?}");
    assert_eq!((report.leaves, report.pending), (560, 0));
    every_checkpoint_is_a_beginning_of_the_last(&test.db, &log).await;
}

async fn every_checkpoint_is_a_beginning_of_the_last(db: &Db, log: &Log) {
    let key = log.verifier_key();
    let mut tx = db.read().await.unwrap();
    let notes = store::checkpoints(&mut tx, 0, 1000).await.unwrap();
    drop(tx);
    assert!(notes.len() > 10);
    let last = Checkpoint::open(&notes.last().unwrap().1, &key).unwrap();
    for (_, note) in &notes {
        let old = Checkpoint::open(note, &key).unwrap();
        let answer = reader::consistency(db, old.size, last.size).await.unwrap();
        let proof: Vec<Hash> = answer
            .proof
            .iter()
            .map(|text| STANDARD.decode(text).unwrap().try_into().unwrap())
            .collect();
        let first = (old.size, &old.root);
        assert_eq!(verify_consistency(first, (last.size, &last.root), &proof), Ok(()));
    }
    let refused = reader::consistency(db, 0, last.size).await;
    assert!(matches!(refused, Err(Error::Proof(BadProof::Sizes { .. }))));
    assert!(reader::consistency(db, 1, last.size + 1).await.is_err());
}

#[tokio::test]
async fn anyone_can_rebuild_the_log_from_its_tiles() {
    let (test, log) = world().await;
    add_many(&test.db, BANK, 600).await;
    log.integrate_all().await.unwrap();
    let note = reader::checkpoint(&test.db).await.unwrap();
    let key = reader::verifier_key(&test.db).await.unwrap().parse().unwrap();
    let checkpoint = Checkpoint::open(&note, &key).unwrap();
    assert_eq!(checkpoint.size, 600);
    let mut leaves: Vec<Hash> = Vec::new();
    for (address, count) in [("000", 256), ("001", 256), ("002.p/88", 88)] {
        let address: Address = format!("entries/{address}").parse().unwrap();
        let bundle = reader::tile(&test.db, &address).await.unwrap();
        let entries = crate::tiles::entries(&bundle).unwrap();
        assert_eq!(entries.len(), count);
        leaves.extend(entries.into_iter().map(leaf_hash));
        let hashes = Address { kind: Kind::Hashes(0), ..address };
        let tile = reader::tile(&test.db, &hashes).await.unwrap();
        assert_eq!(tile, leaves[leaves.len() - count..].concat());
    }
    assert_eq!(root(&leaves), checkpoint.root);
    let above: Address = "1/000.p/2".parse().unwrap();
    let tile = reader::tile(&test.db, &above).await.unwrap();
    assert_eq!(tile[32..], root(&leaves[256..512]));
    for absent in ["0/002", "0/002.p/89", "0/003", "1/000", "entries/002"] {
        let address: Address = absent.parse().unwrap();
        let answer = reader::tile(&test.db, &address).await;
        assert!(matches!(answer, Err(Error::NoTile)), "{absent}");
    }
}

#[tokio::test]
async fn verify_finds_every_kind_of_damage() {
    let (test, log) = world().await;
    add_many(&test.db, BANK, 400).await;
    log.integrate_all().await.unwrap();
    let tables = ["log", "leaf", "tile", "bundle", "checkpoint"];
    for table in tables {
        let keep = format!("create table keep_{table} as table evidence_{table}");
        run(&test, keep).await;
    }
    for (damage, told) in [
        (
            "update evidence_leaf set content = replace(content, 'SN000300', 'SN000301')
             where log_index = 300",
            "tile 0/1",
        ),
        (
            "update evidence_leaf set log_index = case log_index when 3 then 4 else 3 end
             where log_index in (3, 4)",
            "tile 0/0",
        ),
        ("delete from evidence_leaf where log_index = 5", "has place"),
        ("delete from evidence_leaf where log_index = 399", "speaks of leaves that are gone"),
        (
            "update evidence_tile set hashes = overlay(hashes placing '\\x00' from 40)
             where level = 0 and tile_index = 1",
            "tile 0/1",
        ),
        ("update evidence_tile set hashes = hashes || hashes where level = 1", "tile 1/0"),
        (
            "update evidence_bundle set entries = entries || '\\x0000' where tile_index = 1",
            "tile entries/1",
        ),
        (
            "insert into evidence_tile (level, tile_index, hashes)
             select 3, 9, hashes from evidence_tile where level = 1",
            "more or fewer tiles",
        ),
        ("delete from evidence_checkpoint where size = 400", "no checkpoint"),
        (
            "update evidence_checkpoint set note = replace(note, '400', '401') where size = 400",
            "checkpoint 400",
        ),
        ("update evidence_log set size = 399", "says 399 leaves"),
    ] {
        run(&test, damage.to_owned()).await;
        let report = verify(&test.db).await.unwrap();
        let found = report.findings.iter();
        let texts: Vec<String> = found.map(|f| format!("{} {}", f.object, f.why)).collect();
        assert!(!report.good(), "{damage}");
        assert!(texts.iter().any(|text| text.contains(told)), "{damage}: {texts:?}");
        for table in tables {
            run(&test, format!("delete from evidence_{table}")).await;
            let back = format!("insert into evidence_{table} table keep_{table}");
            run(&test, back).await;
        }
        assert!(verify(&test.db).await.unwrap().good());
    }
}

#[tokio::test]
async fn the_key_is_sealed_and_another_key_or_origin_is_refused() {
    let test = database().await;
    test.institutions().await;
    let vault = Vault::from_text(&vault::generate()).unwrap();
    let open = |vault: Vault, origin: &'static str| {
        let db = test.db.clone();
        async move { Log::open(&db, Clock::system(), &vault, origin).await }
    };
    let stranger = Vault::from_text(&vault::generate()).unwrap();
    assert!(Log::try_key(&test.db, &stranger).await.is_ok(), "no log, nothing to open");
    let (one, two) = tokio::join!(open(vault.clone(), ORIGIN), open(vault.clone(), ORIGIN));
    let key = one.unwrap().verifier_key();
    assert_eq!(two.unwrap().verifier_key(), key);
    let again = open(vault.clone(), ORIGIN).await.unwrap();
    assert_eq!(again.verifier_key(), key);
    let note = reader::checkpoint(&test.db).await.unwrap();
    let empty = Checkpoint::open(&note, &key).unwrap();
    assert_eq!((empty.size, empty.root), (0, proofs::empty_root()));
    assert!(verify(&test.db).await.unwrap().good());
    assert!(Log::try_key(&test.db, &vault).await.is_ok());
    assert!(matches!(Log::try_key(&test.db, &stranger).await, Err(Error::Sealed)));
    assert!(matches!(open(vault, "other.test/evidence").await, Err(Error::OtherLog { .. })));
    assert!(matches!(open(stranger, ORIGIN).await, Err(Error::Sealed)));
}
