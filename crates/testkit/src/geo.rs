//! A writer of small files in MaxMind's format, so that no file of others is needed.

use std::net::IpAddr;

/// A value of such a file.
#[derive(Clone, Debug)]
enum Value {
    Text(String),
    Short(u16),
    Word(u32),
    Long(u64),
    Map(Vec<(&'static str, Value)>),
    List(Vec<Value>),
}

/// A file that gives networks their country: `("203.0.113.0", 24, "NL")`.
pub fn country_file(networks: &[(&str, u8, &str)]) -> Vec<u8> {
    let country = |code: &str| {
        Value::Map(vec![("country", Value::Map(vec![("iso_code", Value::Text(code.to_owned()))]))])
    };
    let networks: Vec<_> = networks.iter().map(|(ip, length, code)| (*ip, *length, country(code))).collect();
    file("Invented-Country", &networks)
}

/// A file that gives networks their number and holder.
pub fn network_file(networks: &[(&str, u8, u32, &str)]) -> Vec<u8> {
    let holder = |number: u32, name: &str| {
        Value::Map(vec![
            ("autonomous_system_number", Value::Word(number)),
            ("autonomous_system_organization", Value::Text(name.to_owned())),
        ])
    };
    let networks: Vec<_> =
        networks.iter().map(|(ip, length, number, name)| (*ip, *length, holder(*number, name))).collect();
    file("Invented-ASN", &networks)
}

/// A file of a kind that says nothing of countries or networks.
pub fn other_file() -> Vec<u8> {
    file("Invented-Connection-Type", &[("203.0.113.0", 24, Value::Text("Cable".to_owned()))])
}

/// A node's two records: nothing, another node, or data at an offset.
#[derive(Clone, Copy)]
enum Slot {
    Nothing,
    Node(usize),
    Data(usize),
}

fn file(kind: &str, networks: &[(&str, u8, Value)]) -> Vec<u8> {
    let mut nodes = vec![[Slot::Nothing; 2]];
    let mut data = Vec::new();
    for (address, length, value) in networks {
        let address: IpAddr = address.parse().unwrap_or_else(|_| panic!("{address} is no address"));
        // IPv4 addresses lie below ::/96.
        let (bits, length) = match address {
            IpAddr::V4(v4) => (u128::from(u32::from(v4)), u32::from(*length) + 96),
            IpAddr::V6(v6) => (u128::from(v6), u32::from(*length)),
        };
        let offset = data.len();
        write(&mut data, value);
        let mut at = 0;
        for depth in 0..length {
            let side = usize::from(bits >> (127 - depth) & 1 == 1);
            if depth + 1 == length {
                nodes[at][side] = Slot::Data(offset);
                break;
            }
            at = match nodes[at][side] {
                Slot::Node(next) => next,
                _ => {
                    nodes.push([Slot::Nothing; 2]);
                    let next = nodes.len() - 1;
                    nodes[at][side] = Slot::Node(next);
                    next
                }
            };
        }
    }
    let mut bytes = Vec::new();
    for slot in nodes.iter().flatten() {
        let record = match slot {
            Slot::Nothing => nodes.len(),
            Slot::Node(node) => *node,
            Slot::Data(offset) => nodes.len() + 16 + offset,
        };
        bytes.extend(&(record as u32).to_be_bytes()[1..]);
    }
    bytes.extend([0; 16]);
    bytes.extend(data);
    bytes.extend(b"\xab\xcd\xefMaxMind.com");
    let metadata = Value::Map(vec![
        ("binary_format_major_version", Value::Short(2)),
        ("binary_format_minor_version", Value::Short(0)),
        ("build_epoch", Value::Long(1_793_491_200)),
        ("database_type", Value::Text(kind.to_owned())),
        ("description", Value::Map(vec![("en", Value::Text("Invented for tests".to_owned()))])),
        ("ip_version", Value::Short(6)),
        ("languages", Value::List(vec![Value::Text("en".to_owned())])),
        ("node_count", Value::Word(nodes.len() as u32)),
        ("record_size", Value::Short(24)),
    ]);
    write(&mut bytes, &metadata);
    bytes
}

fn write(bytes: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Text(text) => {
            head(bytes, 2, text.len());
            bytes.extend(text.as_bytes());
        }
        Value::Short(n) => number(bytes, 5, u64::from(*n)),
        Value::Word(n) => number(bytes, 6, u64::from(*n)),
        Value::Long(n) => number(bytes, 9, *n),
        Value::Map(pairs) => {
            head(bytes, 7, pairs.len());
            for (name, value) in pairs {
                write(bytes, &Value::Text((*name).to_owned()));
                write(bytes, value);
            }
        }
        Value::List(values) => {
            head(bytes, 11, values.len());
            values.iter().for_each(|value| write(bytes, value));
        }
    }
}

/// Numbers are written without leading zero bytes.
fn number(bytes: &mut Vec<u8>, kind: u8, n: u64) {
    let all = n.to_be_bytes();
    let zeros = n.leading_zeros() as usize / 8;
    head(bytes, kind, all.len() - zeros);
    bytes.extend(&all[zeros..]);
}

fn head(bytes: &mut Vec<u8>, kind: u8, size: usize) {
    let short = u8::try_from(size.min(29)).unwrap_or(29);
    bytes.push(if kind < 8 { kind << 5 | short } else { short });
    if kind > 7 {
        bytes.push(kind - 7);
    }
    if size >= 29 {
        bytes.push(u8::try_from(size - 29).unwrap_or_else(|_| panic!("{size} is too long for a test")));
    }
}
