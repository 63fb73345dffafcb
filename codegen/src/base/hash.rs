//! A hash that is the same on every machine and in every version, which no hasher of the standard library promises.
//!
//! Takes texts, gives a number that may be written into files. Must not be used where somebody could want collisions.

/// The FNV-1a hash (64 bits) of parts; their order counts, and where one ends and the next begins.
#[must_use]
pub fn stable_hash<'a>(parts: impl IntoIterator<Item = &'a str>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        // No text has the byte 0xff in UTF-8.
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}
