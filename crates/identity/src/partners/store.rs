use super::model::{Filter, Partner, PartnerKey};
use kernel::{InstitutionId, KeyId, PartnerId};
use sqlx::Row;
use sqlx::postgres::PgRow;
use storage::Tx;

pub(super) async fn insert(tx: &mut Tx, partner: &Partner) -> sqlx::Result<()> {
    sqlx::query(
        "insert into partner (institution_id, id, name, roles, state, rate_per_s, burst, \
         version, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(partner.institution)
    .bind(partner.id)
    .bind(&partner.name)
    .bind(&partner.roles)
    .bind(partner.state)
    .bind(partner.rate_per_s)
    .bind(partner.burst)
    .bind(partner.version)
    .bind(partner.created_at)
    .execute(&mut **tx)
    .await
    .map(drop)
}

pub(super) async fn list(
    tx: &mut Tx,
    filter: &Filter,
    after: Option<PartnerId>,
    limit: i64,
) -> sqlx::Result<Vec<Partner>> {
    let rows = sqlx::query(
        "select institution_id, id, name, roles, state, rate_per_s, burst, version, created_at \
         from partner \
         where ($1::text is null or strpos(lower(name), lower($1)) > 0) \
           and ($2::text is null or state = $2) and ($3::uuid is null or id > $3) \
         order by id limit $4",
    )
    .bind(&filter.q)
    .bind(filter.state)
    .bind(after)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    rows.iter().map(partner).collect()
}

pub(super) async fn find(tx: &mut Tx, id: PartnerId) -> sqlx::Result<Option<Partner>> {
    let row = sqlx::query(
        "select institution_id, id, name, roles, state, rate_per_s, burst, version, created_at \
         from partner where id = $1",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    row.as_ref().map(partner).transpose()
}

pub(super) async fn lock(tx: &mut Tx, id: PartnerId) -> sqlx::Result<Option<Partner>> {
    let row = sqlx::query(
        "select institution_id, id, name, roles, state, rate_per_s, burst, version, created_at \
         from partner where id = $1 for update",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    row.as_ref().map(partner).transpose()
}

/// Writes over the version before.
pub(super) async fn update(tx: &mut Tx, after: &Partner) -> sqlx::Result<()> {
    let done = sqlx::query(
        "update partner set name = $3, roles = $4, state = $5, rate_per_s = $6, burst = $7, \
         version = $8 where institution_id = $1 and id = $2 and version = $8 - 1",
    )
    .bind(after.institution)
    .bind(after.id)
    .bind(&after.name)
    .bind(&after.roles)
    .bind(after.state)
    .bind(after.rate_per_s)
    .bind(after.burst)
    .bind(after.version)
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(sqlx::Error::RowNotFound) }
}

pub(super) async fn keys(
    tx: &mut Tx,
    institution: InstitutionId,
    id: PartnerId,
    limit: i64,
) -> sqlx::Result<Vec<PartnerKey>> {
    let rows = sqlx::query(
        "select institution_id, id, partner_id, label, algorithm, public_key, fingerprint, \
         state, valid_until, created_at, retired_at, revoked_at from partner_key \
         where institution_id = $1 and partner_id = $2 order by id desc limit $3",
    )
    .bind(institution)
    .bind(id)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    rows.iter().map(key).collect()
}

/// Writes the key and claims its id for its institution.
pub(super) async fn insert_key(tx: &mut Tx, new: &PartnerKey) -> sqlx::Result<()> {
    sqlx::query(
        "insert into partner_key_claim (key_id, institution_id, partner_id) values ($1, $2, $3)",
    )
    .bind(new.id)
    .bind(new.institution)
    .bind(new.partner_id)
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "insert into partner_key (institution_id, id, partner_id, label, algorithm, public_key, \
         fingerprint, state, valid_until, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(new.institution)
    .bind(new.id)
    .bind(new.partner_id)
    .bind(&new.label)
    .bind(new.algorithm)
    .bind(&new.public_key)
    .bind(&new.fingerprint)
    .bind(new.state)
    .bind(new.valid_until)
    .bind(new.created_at)
    .execute(&mut **tx)
    .await
    .map(drop)
}

pub(super) async fn update_key(tx: &mut Tx, after: &PartnerKey) -> sqlx::Result<()> {
    let done = sqlx::query(
        "update partner_key set state = $3, valid_until = $4, retired_at = $5, revoked_at = $6 \
         where institution_id = $1 and id = $2 and (state <> 'revoked' or $3 = 'revoked')",
    )
    .bind(after.institution)
    .bind(after.id)
    .bind(after.state)
    .bind(after.valid_until)
    .bind(after.retired_at)
    .bind(after.revoked_at)
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(sqlx::Error::RowNotFound) }
}

/// The key that a signature names, and its partner.
pub(super) async fn signer(tx: &mut Tx, id: KeyId) -> sqlx::Result<Option<(Partner, PartnerKey)>> {
    let claimed = sqlx::query_as::<_, (InstitutionId, PartnerId)>(
        "select institution_id, partner_id from partner_key_claim where key_id = $1",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    let Some((institution, partner_id)) = claimed else {
        return Ok(None);
    };
    let row = sqlx::query(
        "select institution_id, id, partner_id, label, algorithm, public_key, fingerprint, \
         state, valid_until, created_at, retired_at, revoked_at from partner_key \
         where institution_id = $1 and id = $2",
    )
    .bind(institution)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let key = key(&row)?;
    Ok(find(tx, partner_id).await?.map(|partner| (partner, key)))
}

fn partner(row: &PgRow) -> sqlx::Result<Partner> {
    Ok(Partner {
        institution: row.try_get("institution_id")?,
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        roles: row.try_get("roles")?,
        state: row.try_get("state")?,
        rate_per_s: row.try_get("rate_per_s")?,
        burst: row.try_get("burst")?,
        version: row.try_get("version")?,
        created_at: row.try_get("created_at")?,
    })
}

fn key(row: &PgRow) -> sqlx::Result<PartnerKey> {
    Ok(PartnerKey {
        institution: row.try_get("institution_id")?,
        id: row.try_get("id")?,
        partner_id: row.try_get("partner_id")?,
        label: row.try_get("label")?,
        algorithm: row.try_get("algorithm")?,
        public_key: row.try_get("public_key")?,
        fingerprint: row.try_get("fingerprint")?,
        state: row.try_get("state")?,
        valid_until: row.try_get("valid_until")?,
        created_at: row.try_get("created_at")?,
        retired_at: row.try_get("retired_at")?,
        revoked_at: row.try_get("revoked_at")?,
    })
}
