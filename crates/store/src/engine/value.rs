//! Values that go into a statement and rows that come out, the same for both engines.

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, Decode, Postgres, Row as _, Sqlite, Type};
use tutela_model::clock::Timestamp;
use uuid::Uuid;

use crate::error::StoreError;

/// A value to bind.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
    Uuid(Option<Uuid>),
}

impl Value {
    pub(crate) fn bind_sqlite(self, arguments: &mut SqliteArguments) -> Result<(), StoreError> {
        match self {
            Self::Int(v) => arguments.add(v),
            Self::Text(v) => arguments.add(v),
            Self::Bytes(v) => arguments.add(v),
            Self::Uuid(v) => arguments.add(v),
        }
        .map_err(|error| StoreError::Database(sqlx::Error::Encode(error)))
    }

    pub(crate) fn bind_postgres(self, arguments: &mut PgArguments) -> Result<(), StoreError> {
        match self {
            Self::Int(v) => arguments.add(v),
            Self::Text(v) => arguments.add(v),
            Self::Bytes(v) => arguments.add(v),
            Self::Uuid(v) => arguments.add(v),
        }
        .map_err(|error| StoreError::Database(sqlx::Error::Encode(error)))
    }
}

/// What can be bound.
pub(crate) trait IntoValue {
    fn value(self) -> Value;
}

macro_rules! into_value {
    ($($type:ty => |$v:ident| $value:expr;)+) => {$(
        impl IntoValue for $type {
            fn value(self) -> Value { let $v = self; $value }
        }
    )+};
}

into_value! {
    Value => |v| v;
    i64 => |v| Value::Int(Some(v));
    Option<i64> => |v| Value::Int(v);
    u32 => |v| Value::Int(Some(i64::from(v)));
    u8 => |v| Value::Int(Some(i64::from(v)));
    usize => |v| Value::Int(Some(i64::try_from(v).unwrap_or(i64::MAX)));
    bool => |v| Value::Int(Some(i64::from(v)));
    Timestamp => |v| Value::Int(Some(v.micros()));
    Option<Timestamp> => |v| Value::Int(v.map(Timestamp::micros));
    &str => |v| Value::Text(Some(v.to_owned()));
    Option<&str> => |v| Value::Text(v.map(str::to_owned));
    String => |v| Value::Text(Some(v));
    &String => |v| Value::Text(Some(v.clone()));
    Option<String> => |v| Value::Text(v);
    &[u8] => |v| Value::Bytes(Some(v.to_vec()));
    Vec<u8> => |v| Value::Bytes(Some(v));
    &Vec<u8> => |v| Value::Bytes(Some(v.clone()));
    Option<Vec<u8>> => |v| Value::Bytes(v);
    Uuid => |v| Value::Uuid(Some(v));
    Option<Uuid> => |v| Value::Uuid(v);
}

impl<const N: usize> IntoValue for [u8; N] {
    fn value(self) -> Value {
        Value::Bytes(Some(self.to_vec()))
    }
}

impl<const N: usize> IntoValue for &[u8; N] {
    fn value(self) -> Value {
        Value::Bytes(Some(self.to_vec()))
    }
}

/// The values of a statement, in the order of its placeholders.
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::engine::value::IntoValue::value($value)),*] };
}
pub(crate) use values;

/// A row of either engine.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// The value of a column.
    pub(crate) fn get<T>(&self, column: &'static str) -> Result<T, StoreError>
    where
        T: for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>,
    {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
        .map_err(StoreError::Database)
    }

    /// The value at a place.
    pub(crate) fn at<T>(&self, place: usize) -> Result<T, StoreError>
    where
        T: for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>,
    {
        match self {
            Self::Sqlite(row) => row.try_get(place),
            Self::Postgres(row) => row.try_get(place),
        }
        .map_err(StoreError::Database)
    }

    pub(crate) fn time(&self, column: &'static str) -> Result<Timestamp, StoreError> {
        self.get::<i64>(column).map(Timestamp::from_micros)
    }

    pub(crate) fn time_option(&self, column: &'static str) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.get::<Option<i64>>(column)?.map(Timestamp::from_micros))
    }

    /// Fixed-length bytes.
    pub(crate) fn bytes<const N: usize>(&self, column: &'static str) -> Result<[u8; N], StoreError> {
        self.get::<Vec<u8>>(column)?.try_into().map_err(|_| StoreError::Damaged { column })
    }

    /// A value with a fixed name.
    pub(crate) fn named<T>(
        &self,
        column: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        parse(&self.get::<String>(column)?).ok_or(StoreError::Damaged { column })
    }

    /// A value with a fixed name, or none.
    pub(crate) fn named_option<T>(
        &self,
        column: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        self.get::<Option<String>>(column)?
            .map(|text| parse(&text).ok_or(StoreError::Damaged { column }))
            .transpose()
    }

    /// Values with fixed names, joined by commas.
    pub(crate) fn names<T>(
        &self,
        column: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, StoreError> {
        let text = self.get::<String>(column)?;
        text.split(',')
            .filter(|name| !name.is_empty())
            .map(|name| parse(name).ok_or(StoreError::Damaged { column }))
            .collect()
    }
}

/// Fixed names joined by commas, as [`Row::names`] reads them.
pub(crate) fn join_names<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().collect::<Vec<_>>().join(",")
}

/// Keys that one statement looks up at most.
pub(crate) const KEYS: usize = 64;

/// Keys of one statement, filled up to one of three sizes with the first of them: so it is prepared once for each size and kept.
pub(crate) fn padded<T: Copy>(keys: &[T]) -> Vec<T> {
    let size = [4, 16, KEYS].into_iter().find(|size| *size >= keys.len()).unwrap_or(keys.len());
    let mut padded = keys.to_vec();
    if let Some(first) = keys.first() {
        padded.resize(size, *first);
    }
    padded
}
