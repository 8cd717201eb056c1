//! Two texts, one schema.

use std::collections::BTreeSet;

use tutela_store::{Engine, SCHEMA_VERSION, Store, StoreError};
use tutela_testkit::{TestDatabase, on_both_engines, run_on};

/// Runs a query on both engines; the sets of its lines.
async fn both(
    sqlite: &TestDatabase,
    in_sqlite: &str,
    postgres: &TestDatabase,
    in_postgres: &str,
) -> [BTreeSet<String>; 2] {
    [
        sqlite.texts(in_sqlite).await.into_iter().collect(),
        postgres.texts(in_postgres).await.into_iter().collect(),
    ]
}

#[test]
fn both_engines_have_the_same_columns() {
    run_on(Engine::Postgres, async |postgres| {
        let sqlite = TestDatabase::create(Engine::Sqlite).await.unwrap();
        sqlite.open().await;
        postgres.open().await;
        let [in_sqlite, in_postgres] = both(
            &sqlite,
            "SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || CASE c.\"notnull\" WHEN 1 THEN 'NO' ELSE 'YES' END \
             FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name <> 'schema_version'",
            &postgres,
            "SELECT table_name || '.' || column_name || ' ' || CASE data_type WHEN 'uuid' THEN 'BLOB' WHEN 'bytea' THEN 'BLOB' \
             WHEN 'bigint' THEN 'INTEGER' WHEN 'text' THEN 'TEXT' ELSE data_type END || ' ' || is_nullable \
             FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'schema_version'",
        )
        .await;
        assert_eq!(in_sqlite, in_postgres);
        assert!(in_sqlite.contains("report.id BLOB NO"), "{in_sqlite:?}");
    });
}

#[test]
fn both_engines_have_the_same_primary_keys() {
    run_on(Engine::Postgres, async |postgres| {
        let sqlite = TestDatabase::create(Engine::Sqlite).await.unwrap();
        sqlite.open().await;
        postgres.open().await;
        let [in_sqlite, in_postgres] = both(
            &sqlite,
            "SELECT t.name || ' ' || (SELECT group_concat(name) FROM \
             (SELECT name FROM pragma_table_info(t.name) WHERE pk > 0 ORDER BY pk)) \
             FROM sqlite_schema t WHERE t.type = 'table'",
            &postgres,
            "SELECT i.indrelid::regclass || ' ' || (SELECT string_agg(a.attname, ',' ORDER BY k.n) \
             FROM unnest(i.indkey) WITH ORDINALITY k(column_number, n) \
             JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.column_number) \
             FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid \
             WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace",
        )
        .await;
        assert_eq!(in_sqlite, in_postgres);
        assert!(in_sqlite.contains("item report,position"), "{in_sqlite:?}");
    });
}

#[test]
fn both_engines_have_the_same_indexes() {
    run_on(Engine::Postgres, async |postgres| {
        let sqlite = TestDatabase::create(Engine::Sqlite).await.unwrap();
        sqlite.open().await;
        postgres.open().await;
        let [in_sqlite, in_postgres] = both(
            &sqlite,
            "SELECT t.name || ' ' || (SELECT group_concat(name) FROM (SELECT name FROM pragma_index_info(x.name) ORDER BY seqno)) \
             || ' unique=' || x.\"unique\" || ' partial=' || x.partial \
             FROM sqlite_schema t JOIN pragma_index_list(t.name) x WHERE t.type = 'table' AND x.origin <> 'pk'",
            &postgres,
            "SELECT i.indrelid::regclass || ' ' || (SELECT string_agg(a.attname, ',' ORDER BY k.n) \
             FROM unnest(i.indkey) WITH ORDINALITY k(column_number, n) \
             JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.column_number) \
             || ' unique=' || i.indisunique::int || ' partial=' || (i.indpred IS NOT NULL)::int \
             FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid \
             WHERE NOT i.indisprimary AND c.relnamespace = 'public'::regnamespace",
        )
        .await;
        assert_eq!(in_sqlite, in_postgres);
        assert!(in_sqlite.contains("report idempotency unique=1 partial=1"), "{in_sqlite:?}");
    });
}

on_both_engines!(opening_again_changes_nothing, async |database| {
    let before = database.open().await;
    before.close().await;
    database.open().await;
    assert_eq!(database.numbers("SELECT version FROM schema_version").await, [SCHEMA_VERSION]);
});

on_both_engines!(two_nodes_may_start_at_once_on_an_empty_database, async |database| {
    let address = database.address();
    let opened =
        tutela_testkit::all([Store::open(&address), Store::open(&address), Store::open(&address)]).await;
    for store in opened {
        store.unwrap();
    }
    assert_eq!(database.numbers("SELECT version FROM schema_version").await, [SCHEMA_VERSION]);
});

on_both_engines!(a_newer_schema_is_not_touched, async |database| {
    database.open().await.close().await;
    let newer = SCHEMA_VERSION + 1;
    database.execute(&format!("UPDATE schema_version SET version = {newer}")).await;
    let refused = Store::open(&database.address()).await.err();
    assert!(
        matches!(refused, Some(StoreError::SchemaTooNew { found, known: SCHEMA_VERSION }) if found == newer),
        "{refused:?}"
    );
    assert_eq!(database.numbers("SELECT version FROM schema_version").await, [newer]);
});
