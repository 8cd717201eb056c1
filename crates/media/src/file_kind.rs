//! What a file is, by its first bytes. Its name says nothing: names are chosen by whoever sends it.

/// How a file is hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Decoded by the child for pictures.
    Picture,
    /// One picture, decoded by ffmpeg.
    FfmpegPicture,
    /// Decoded by ffmpeg.
    Video,
    /// Digests only.
    Other,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident, $mime:literal, $family:ident, $demuxer:literal;)*) => {
        /// A kind of file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum FileKind {
            $($(#[$doc])* $name,)*
        }

        impl FileKind {
            /// Its media type.
            pub const fn mime(self) -> &'static str {
                match self { $(Self::$name => $mime,)* }
            }

            /// How it is hashed.
            pub const fn family(self) -> Family {
                match self { $(Self::$name => Family::$family,)* }
            }

            /// ffmpeg's reader for it, the only one that it may use.
            pub(crate) const fn demuxer(self) -> &'static str {
                match self { $(Self::$name => $demuxer,)* }
            }
        }
    };
}

kinds! {
    /// JPEG.
    Jpeg, "image/jpeg", Picture, "";
    /// PNG, animated or not.
    Png, "image/png", Picture, "";
    /// GIF.
    Gif, "image/gif", Picture, "";
    /// WebP.
    Webp, "image/webp", Picture, "";
    /// Windows bitmap.
    Bmp, "image/bmp", Picture, "";
    /// TIFF.
    Tiff, "image/tiff", Picture, "";
    /// AVIF.
    Avif, "image/avif", FfmpegPicture, "mov";
    /// HEIC, and other pictures in HEIF.
    Heic, "image/heic", FfmpegPicture, "mov";
    /// MPEG-4.
    Mp4, "video/mp4", Video, "mov";
    /// QuickTime.
    QuickTime, "video/quicktime", Video, "mov";
    /// WebM and Matroska.
    Matroska, "video/x-matroska", Video, "matroska";
    /// WebM.
    Webm, "video/webm", Video, "matroska";
    /// AVI.
    Avi, "video/x-msvideo", Video, "avi";
    /// Flash video.
    Flv, "video/x-flv", Video, "flv";
    /// Windows media.
    Asf, "video/x-ms-asf", Video, "asf";
    /// MPEG programme stream.
    MpegPs, "video/mpeg", Video, "mpeg";
    /// MPEG transport stream.
    MpegTs, "video/mp2t", Video, "mpegts";
    /// Ogg.
    Ogg, "video/ogg", Video, "ogg";
    /// Anything else.
    Other, "application/octet-stream", Other, "";
}

impl FileKind {
    /// Bytes from the start of a file that [`FileKind::of`] looks at.
    pub const LOOKED_AT: usize = 512;

    /// What a file is that begins with these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let at = |from: usize, what: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(what));
        if at(0, b"\xff\xd8\xff") {
            Self::Jpeg
        } else if at(0, b"\x89PNG\r\n\x1a\n") {
            Self::Png
        } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
            Self::Gif
        } else if at(0, b"RIFF") && at(8, b"WEBP") {
            Self::Webp
        } else if at(0, b"RIFF") && at(8, b"AVI ") {
            Self::Avi
        } else if at(0, b"BM") && is_bmp_header(bytes) {
            Self::Bmp
        } else if at(0, b"II*\0") || at(0, b"MM\0*") {
            Self::Tiff
        } else if at(4, b"ftyp") {
            of_brand(bytes)
        } else if at(4, b"moov") || at(4, b"mdat") || at(4, b"wide") {
            Self::QuickTime
        } else if at(0, b"\x1a\x45\xdf\xa3") {
            let start = &bytes[..bytes.len().min(64)];
            if start.windows(4).any(|four| four == b"webm") { Self::Webm } else { Self::Matroska }
        } else if at(0, b"FLV\x01") {
            Self::Flv
        } else if at(0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11") {
            Self::Asf
        } else if at(0, b"\0\0\x01\xba") {
            Self::MpegPs
        } else if at(0, b"\x47") && at(188, b"\x47") && at(376, b"\x47") {
            Self::MpegTs
        } else if at(0, b"OggS") {
            Self::Ogg
        } else {
            Self::Other
        }
    }
}

/// Two letters are few: the size of the next header must be one that exists.
fn is_bmp_header(bytes: &[u8]) -> bool {
    bytes.get(14..18).is_some_and(|size| matches!(size, [12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]))
}

fn of_brand(bytes: &[u8]) -> FileKind {
    let length = bytes.first_chunk().map_or(0, |size| u32::from_be_bytes(*size) as usize);
    let brands = bytes.get(8..length.clamp(12, FileKind::LOOKED_AT).min(bytes.len())).unwrap_or_default();
    let has = |wanted: &[&[u8; 4]]| brands.chunks(4).any(|brand| wanted.iter().any(|one| brand == *one));
    if has(&[b"avif"]) {
        FileKind::Avif
    } else if has(&[b"heic", b"heix", b"mif1", b"heim", b"heis"]) {
        FileKind::Heic
    } else if has(&[b"qt  "]) {
        FileKind::QuickTime
    } else {
        FileKind::Mp4
    }
}
