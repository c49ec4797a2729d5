//! Rules that every table keeps so that the same SQL runs on one PostgreSQL and on Citus, and
//! so that row-level security holds. Checked over the catalog by the tests and by `doctor`.
//!
//! A table is a *reference* table (small, shared by all: its comment begins `reference:`), a
//! *claim* table (uniqueness across institutions: `claim:`), or one that grows: all the rest.
//! Where the program deletes rows on purpose, the comment says so: `deletes: …`.

use crate::migrate::Migration;
use sqlx::PgConnection;
use std::fmt;

/// A broken rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
pub struct Finding {
    /// Which rule, e.g. `R1`.
    pub rule: String,
    /// Table, index, constraint or migration.
    pub object: String,
    /// What is wrong with it.
    pub why: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.rule, self.object, self.why)
    }
}

/// Tables of the schema with their kind; prefix of every rule's query.
const TABLES: &str = "
with t as (
  select c.oid, c.relname, c.relowner, c.relrowsecurity, c.relacl,
    coalesce(obj_description(c.oid, 'pg_class'), '') as comment,
    case
      when obj_description(c.oid, 'pg_class') like 'reference:%' then 'reference'
      when obj_description(c.oid, 'pg_class') like 'claim:%' then 'claim'
      else 'grows'
    end as kind,
    (select a.attnum from pg_attribute a
     where a.attrelid = c.oid and a.attname = 'institution_id' and not a.attisdropped
       and a.attnotnull and a.atttypid = 'int4'::regtype) as institution
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    and not c.relispartition
)
";

/// Each rule: one query after [`TABLES`] that selects (rule, object, why).
const RULES: &[&str] = &[
    "select 'R1', relname::text, 'has no column `institution_id int not null`' from t
     where kind = 'grows' and institution is null",
    "select 'R1', relname::text, 'its primary key does not begin with institution_id' from t
     where kind = 'grows' and institution is not null and not exists (
       select from pg_index i where i.indrelid = t.oid and i.indisprimary
         and i.indkey[0] = t.institution)",
    "select 'R1', i.indexrelid::regclass::text, 'is unique without institution_id'
     from t join pg_index i on i.indrelid = t.oid
     where kind = 'grows' and (i.indisunique or i.indisexclusion)
       and not coalesce(t.institution = any (i.indkey::int2[]), false)",
    "select 'R1', f.conname::text, 'is a foreign key without institution_id on both sides'
     from t join pg_constraint f on f.conrelid = t.oid and f.contype = 'f'
     join t as other on other.oid = f.confrelid
     where t.kind = 'grows' and other.kind = 'grows' and not exists (
       select from generate_subscripts(f.conkey, 1) as n
       where f.conkey[n] = t.institution and f.confkey[n] = other.institution)",
    "select 'R2', f.conname::text, 'leads from a ' || t.kind || ' table to one that grows'
     from t join pg_constraint f on f.conrelid = t.oid and f.contype = 'f'
     join t as other on other.oid = f.confrelid
     where t.kind <> 'grows' and other.kind <> t.kind and other.kind <> 'reference'",
    "select 'R2', f.conname::text, 'leads to a claim table'
     from t join pg_constraint f on f.conrelid = t.oid and f.contype = 'f'
     join t as other on other.oid = f.confrelid
     where t.kind = 'grows' and other.kind = 'claim'",
    "select 'R5', relname || '.' || a.attname, 'takes its value from a sequence of the database'
     from t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
     left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where (a.attidentity <> '' and a.atttypid <> 'int8'::regtype)
       or pg_get_expr(d.adbin, d.adrelid) like 'nextval(%'",
    "select 'R6', relname || '.' || a.attname, 'is a time without its zone'
     from t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
     where a.atttypid in ('timestamp'::regtype, 'timetz'::regtype)",
    "select 'R6', relname || '.' || a.attname, 'has a default that reads the clock or the dice'
     from t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
     join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where pg_get_expr(d.adbin, d.adrelid) ~*
       '(now|random|gen_random_uuid|_timestamp|current_date|localtime)'",
    "select 'R7', relname || '.' || g.tgname, 'is a trigger'
     from t join pg_trigger g on g.tgrelid = t.oid where not g.tgisinternal",
    "select 'R7', relname || '.' || r.rulename, 'is a rule'
     from t join pg_rewrite r on r.ev_class = t.oid where r.rulename <> '_RETURN'",
    "select 'R7', f.conname::text, 'is a deferrable constraint'
     from t join pg_constraint f on f.conrelid = t.oid where f.condeferrable",
    "select 'money', relname || '.' || a.attname, 'is named as fen and is not a bigint'
     from t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
     where a.attname like '%\\_fen' and a.atttypid <> 'int8'::regtype",
    "select 'money', relname || '.' || a.attname, 'is a floating-point number'
     from t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
     where a.atttypid in ('float4'::regtype, 'float8'::regtype, 'money'::regtype)",
    "select 'security', relname::text, 'has no row-level security' from t
     where kind = 'grows' and not relrowsecurity",
    "select 'security', relname::text, 'has no policy for shancheng_app' from t
     where kind = 'grows' and relrowsecurity and not exists (
       select from pg_policy p where p.polrelid = t.oid
         and 'shancheng_app'::regrole = any (p.polroles))",
    "select 'security', relname::text,
       'lets shancheng_app write rows of any institution by policy ' || p.polname
     from t join pg_policy p on p.polrelid = t.oid
     where kind = 'grows' and p.polcmd in ('*', 'a', 'w') and p.polpermissive
       and coalesce(pg_get_expr(p.polwithcheck, t.oid), pg_get_expr(p.polqual, t.oid), '')
         not like '%app_institution()%'
       and coalesce(pg_get_expr(p.polwithcheck, t.oid), pg_get_expr(p.polqual, t.oid), '')
         not like '%app_network()%'",
    "select 'security', relname::text, 'does not belong to shancheng_owner' from t
     where relowner <> 'shancheng_owner'::regrole",
    "select 'security', relname::text, 'is not granted to shancheng_app' from t
     where not has_table_privilege('shancheng_app', t.oid, 'select')",
    "select 'security', relname::text,
       'lets shancheng_app delete, and its comment does not say `deletes: …`' from t
     where has_table_privilege('shancheng_app', t.oid, 'delete')
       and comment not like '%deletes: %'",
    "select 'security', relname::text, 'lets shancheng_app truncate, refer or trigger' from t
     where has_table_privilege('shancheng_app', t.oid, 'truncate')
       or has_table_privilege('shancheng_app', t.oid, 'references')
       or has_table_privilege('shancheng_app', t.oid, 'trigger')",
];

/// Every broken rule of the database, none when all is well. At most a thousand per rule.
pub async fn catalog(connection: &mut PgConnection) -> sqlx::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for rule in RULES {
        let query = format!(
            "{TABLES} select * from ({rule}) as found (rule, object, why) order by 2 limit 1000"
        );
        let found: Vec<Finding> =
            sqlx::query_as(sqlx::AssertSqlSafe(query)).fetch_all(&mut *connection).await?;
        findings.extend(found);
    }
    Ok(findings)
}

/// Broken rules that only the text of a migration shows: foreign keys inside `create table`
/// (R8, they must be added in statements of their own) and NOTIFY (R13).
pub fn files(migrations: &[Migration]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for migration in migrations {
        for statement in statements(&migration.sql) {
            let words: Vec<&str> = statement
                .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
                .filter(|word| !word.is_empty())
                .collect();
            let mut found = |rule: &str, why: &str| {
                findings.push(Finding {
                    rule: rule.to_owned(),
                    object: migration.name.to_string(),
                    why: why.to_owned(),
                });
            };
            let begins = |start: &[&str]| words.starts_with(start);
            if begins(&["create", "table"]) && words.contains(&"references") {
                found("R8", &format!("table {} has a foreign key inside", words[2]));
            }
            if words.contains(&"notify") || words.contains(&"pg_notify") {
                found("R13", "notifies; the outbox is polled instead");
            }
        }
    }
    findings
}

/// Statements in lower case without comments and quoted texts. Bodies between `$$` stay whole
/// enough: what is looked for stands in them as well as outside.
fn statements(sql: &str) -> Vec<String> {
    let mut plain = String::new();
    for line in sql.lines() {
        plain.push_str(line.split("--").next().unwrap_or(""));
        plain.push('\n');
    }
    let unquoted: String = plain.split('\'').step_by(2).collect::<Vec<_>>().join("''");
    unquoted.to_ascii_lowercase().split(';').map(str::to_owned).collect()
}
