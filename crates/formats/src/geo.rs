//! Files in MaxMind's format that give an address its country, or its network's number and holder.

use core::net::IpAddr;

use maxminddb::{MaxMindDbError, Reader};
use serde::Deserialize;

/// What a file gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GeoKind {
    /// The country, perhaps with the city, which is not read.
    Country,
    /// Number and holder of the network.
    Network,
}

impl GeoKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Country, Self::Network];

    /// A fixed name: `country`, `network`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Network => "network",
        }
    }
}

/// Why a file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GeoError {
    /// It is no such file, or its end is missing: there stands what it is.
    #[error("this is no MaxMind file, or its end is missing: take the whole .mmdb file, unpacked")]
    NotOne,
    /// It is such a file, but damaged.
    #[error("the file is damaged: fetch it again")]
    Damaged,
    /// It is about something else.
    #[error("the file is a {0:?}: take a Country, City or ASN file")]
    WrongKind(String),
}

/// A file, read.
pub struct GeoFile {
    reader: Reader<Vec<u8>>,
    kind: GeoKind,
}

/// What a file says of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GeoAnswer {
    /// The country: two letters as the file writes them.
    pub country: Option<String>,
    /// The number of the network.
    pub network: Option<u32>,
    /// Its holder.
    pub organisation: Option<String>,
}

#[derive(Deserialize)]
struct Place {
    country: Option<Code>,
    registered_country: Option<Code>,
}

#[derive(Deserialize)]
struct Code {
    iso_code: Option<String>,
}

#[derive(Deserialize)]
struct Holder {
    autonomous_system_number: Option<u32>,
    autonomous_system_organization: Option<String>,
}

impl GeoFile {
    /// Opens a file.
    pub fn open(bytes: Vec<u8>) -> Result<Self, GeoError> {
        let reader = Reader::from_source(bytes).map_err(|error| match error {
            MaxMindDbError::InvalidDatabase { .. } => GeoError::NotOne,
            _ => GeoError::Damaged,
        })?;
        let metadata = reader.metadata();
        let name = metadata.database_type.to_ascii_lowercase();
        // Files of others are named after the same pattern: `DBIP-Country-Lite`, `GeoLite2-ASN`.
        let has = |word: &str| name.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| part == word);
        let kind = if has("country") || has("city") || has("enterprise") {
            GeoKind::Country
        } else if has("asn") || has("isp") {
            GeoKind::Network
        } else {
            return Err(GeoError::WrongKind(
                metadata.database_type.chars().filter(|c| !c.is_control()).take(80).collect(),
            ));
        };
        Ok(Self { reader, kind })
    }

    /// Reads the whole file once: slow for a large one, and the only way to know that no part of it is damaged.
    pub fn check(&self) -> Result<(), GeoError> {
        self.reader.verify().map_err(|_| GeoError::Damaged)
    }

    /// What it gives.
    pub fn kind(&self) -> GeoKind {
        self.kind
    }

    /// Its own name: `GeoLite2-Country`.
    pub fn name(&self) -> &str {
        &self.reader.metadata().database_type
    }

    /// When it was made, in seconds since 1970.
    pub fn built(&self) -> u64 {
        self.reader.metadata().build_epoch
    }

    /// What it says of an address; nothing where it does not know it, or where that place of the file is damaged.
    pub fn look_up(&self, address: IpAddr) -> GeoAnswer {
        let Ok(found) = self.reader.lookup(address.to_canonical()) else { return GeoAnswer::default() };
        match self.kind {
            GeoKind::Country => {
                let place: Option<Place> = found.decode().ok().flatten();
                let code = place.and_then(|place| {
                    let of = |code: Option<Code>| code.and_then(|code| code.iso_code);
                    of(place.country).or(of(place.registered_country))
                });
                GeoAnswer { country: code, ..GeoAnswer::default() }
            }
            GeoKind::Network => {
                let holder: Option<Holder> = found.decode().ok().flatten();
                holder.map_or_else(GeoAnswer::default, |holder| GeoAnswer {
                    country: None,
                    network: holder.autonomous_system_number,
                    organisation: holder.autonomous_system_organization,
                })
            }
        }
    }
}
