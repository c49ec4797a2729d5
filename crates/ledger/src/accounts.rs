//! Accounts: their ids, and making those that are missing.

use crate::error::Error;
use crate::model::{AccountKind, AccountOutcome, NewAccount, Rules, TRANSFERS_MAX, derived_id};
use crate::store::{append, read};
use kernel::{AccountId, Clock, InstitutionId};
use std::collections::{BTreeMap, HashMap, HashSet};
use storage::Db;

/// Targets that an account's `only_to` may name.
pub const ONLY_TO_MAX: usize = 1000;

/// Id of the account of `kind` that `owner` (a written id) has in an institution's books: always
/// the same, so that nothing is looked up on the way of a payment.
pub fn id_for(institution: InstitutionId, kind: AccountKind, owner: &str) -> AccountId {
    AccountId(derived_id(&[
        b"account",
        &institution.0.to_be_bytes(),
        kind.as_str().as_bytes(),
        owner.as_bytes(),
    ]))
}

impl NewAccount {
    /// The account of `kind` that `owner` has, under the id of [`id_for`], without rules.
    pub fn of(
        institution: InstitutionId,
        kind: AccountKind,
        owner: &str,
        name: &str,
    ) -> NewAccount {
        NewAccount {
            id: id_for(institution, kind, owner),
            institution,
            kind,
            owner: owner.to_owned(),
            name: name.to_owned(),
            rules: Rules::default(),
        }
    }

    /// The same with rules.
    pub fn with(mut self, rules: Rules) -> NewAccount {
        self.rules = rules;
        self
    }
}

pub(crate) async fn create(
    db: &Db,
    clock: &Clock,
    accounts: &[NewAccount],
) -> Result<Vec<AccountOutcome>, Error> {
    if accounts.len() > TRANSFERS_MAX {
        return Err(Error::TooMany(accounts.len()));
    }
    for account in accounts {
        check(account)?;
    }
    let mut seen = HashSet::new();
    let mut by_institution: BTreeMap<InstitutionId, Vec<&NewAccount>> = BTreeMap::new();
    for account in accounts {
        let group = by_institution.entry(account.institution).or_default();
        if seen.insert((account.institution, account.id)) {
            group.push(account);
        }
    }
    let mut made = HashSet::new();
    let mut there = HashMap::new();
    for (institution, group) in by_institution {
        let mut tx = db.begin().await?;
        let ids = append::create_accounts(&mut tx, institution, clock.now(), &group).await?;
        if ids.len() < group.len() {
            let asked: Vec<AccountId> = group.iter().map(|account| account.id).collect();
            let found = read::definitions(&mut tx, institution, &asked).await?;
            there.extend(found.into_iter().map(|a| ((institution, a.id), a)));
        }
        tx.commit().await?;
        made.extend(ids.into_iter().map(|id| (institution, AccountId(id))));
    }
    let outcome = |account: &NewAccount| {
        let key = (account.institution, account.id);
        // The second of two in one call is a repeated one.
        if made.remove(&key) {
            return AccountOutcome::Created;
        }
        match there.get(&key) {
            Some(found) if !same(found, account) => AccountOutcome::ExistsWithDifferent,
            _ => AccountOutcome::Exists,
        }
    };
    Ok(accounts.iter().map(outcome).collect())
}

/// The name may have changed since.
fn same(there: &NewAccount, asked: &NewAccount) -> bool {
    let targets = |rules: &Rules| rules.only_to.iter().copied().collect::<HashSet<AccountId>>();
    let flags = |rules: &Rules| Rules { only_to: Vec::new(), ..rules.clone() };
    there.kind == asked.kind
        && there.owner == asked.owner
        && flags(&there.rules) == flags(&asked.rules)
        && targets(&there.rules) == targets(&asked.rules)
}

fn check(account: &NewAccount) -> Result<(), Error> {
    let invalid = |field, rule| Err(Error::Invalid { field, rule });
    if account.id.0.is_nil() {
        return invalid("id", "must not be nil");
    }
    if !(1..=64).contains(&account.owner.chars().count()) {
        return invalid("owner", "must have 1 to 64 characters");
    }
    if account.name.chars().count() > 128 {
        return invalid("name", "must have at most 128 characters");
    }
    if account.rules.only_to.len() > ONLY_TO_MAX {
        return invalid("only_to", "may name at most 1000 accounts");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_derived_from_institution_kind_and_owner_alone() {
        let id = |institution, kind, owner| id_for(InstitutionId(institution), kind, owner);
        let one = id(2, AccountKind::Clearing, "mer_1");
        assert_eq!(one, id(2, AccountKind::Clearing, "mer_1"));
        // Written into the books of everyone: it must never change.
        assert_eq!(one.0.get_version_num(), 8);
        for other in [
            id(3, AccountKind::Clearing, "mer_1"),
            id(2, AccountKind::Suspense, "mer_1"),
            id(2, AccountKind::Clearing, "mer_2"),
        ] {
            assert_ne!(one, other);
        }
    }
}
