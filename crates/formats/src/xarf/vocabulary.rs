//! The closed lists of words of `content-csam.json` and `content-csem.json`.

use crate::words::words;

words! {
    /// Legal class of the material. Which of them an assessment leads to is for the caller to derive.
    Classification, "XARF classification" {
        /// INTERPOL's baseline: illegal in every country that has a law on it.
        Baseline = "baseline",
        /// Prepubescent child, sexual act.
        A1 = "A1",
        /// Prepubescent child, lascivious exhibition.
        A2 = "A2",
        /// Pubescent child, sexual act.
        B1 = "B1",
        /// Pubescent child, lascivious exhibition.
        B2 = "B2",
    }
}

words! {
    /// How CSAM was found.
    CsamDetection, "XARF detection method for csam" {
        /// Its digest equals, or comes near to, an entry of a hash list.
        HashMatch = "hash_match",
        /// A classifier found it.
        AiDetection = "ai_detection",
        /// A person looked at it.
        ManualReview = "manual_review",
        /// Somebody reported it, and nobody looked yet.
        UserReport = "user_report",
        /// A scan found it.
        AutomatedScan = "automated_scan",
    }
}

words! {
    /// How exploitation was found. Not the list of [`CsamDetection`].
    CsemDetection, "XARF detection method for csem" {
        /// By a pattern of behaviour.
        BehavioralAnalysis = "behavioral_analysis",
        /// By words.
        KeywordDetection = "keyword_detection",
        /// Somebody reported it, and nobody looked yet.
        UserReport = "user_report",
        /// A classifier found it.
        AiDetection = "ai_detection",
        /// A person looked at it.
        ManualReview = "manual_review",
        /// The police told of it.
        LawEnforcementReferral = "law_enforcement_referral",
    }
}

words! {
    /// What is being done to a child.
    ExploitationType, "XARF exploitation type" {
        /// An adult wins a child's trust to abuse it.
        Grooming = "grooming",
        /// A child is asked for sexual material or contact.
        Solicitation = "solicitation",
        /// A child is blackmailed with sexual material.
        Sextortion = "sextortion",
        /// A child is traded for sexual exploitation.
        Trafficking = "trafficking",
        /// Material is spread.
        Distribution = "distribution",
        /// Material is made.
        Production = "production",
        /// Material is held.
        Possession = "possession",
    }
}

words! {
    /// What kind of media the material is.
    MediaType, "XARF media type" {
        /// A picture.
        Image = "image",
        /// A film.
        Video = "video",
        /// Sound.
        Audio = "audio",
        /// Text.
        Text = "text",
        /// Several of them.
        Mixed = "mixed",
    }
}
