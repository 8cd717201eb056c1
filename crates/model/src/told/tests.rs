use proptest::prelude::*;

use super::*;
use crate::urgency::Reason;

fn told(text: &str) -> Vec<Reason> {
    Words::built_in().read(text)
}

#[test]
fn every_built_in_list_is_read_and_names_its_source() {
    // A broken line stops the debug build at once; that every language finds something is seen here.
    for (text, reason) in [
        ("he is hurting my sister right now", Reason::DangerTold),
        ("ele está a bater na minha irmã agora", Reason::DangerTold),
        ("le está pegando a mi hermana ahora mismo", Reason::DangerTold),
        ("il frappe ma sœur en ce moment", Reason::DangerTold),
        ("هو يضرب أختي الآن", Reason::DangerTold),
        ("sinasaktan niya ang kapatid ko ngayon", Reason::DangerTold),
        ("jis dabar muša mano sesę", Reason::DangerTold),
        ("I want to die, I'm 13", Reason::LifeTold),
        ("she lives with him, she is my cousin", Reason::AccessTold),
        ("he says he will post my pictures to my friends", Reason::ThreatTold),
        ("my niece has been missing since friday", Reason::HeldTold),
    ] {
        assert!(told(text).contains(&reason), "{text}: {:?}", told(text));
    }
}

#[test]
fn spelling_does_not_matter() {
    let plain = told("help me he is hurting my sister tonight");
    for text in [
        "HELP ME!! HE IS HURTING MY SISTER TONIGHT",
        "hellllp me he is hurting my sisterrrr tonight",
        "ｈｅｌｐ me he is hurting my sister tonight",
        "help me he is hurting my sister tonihgt",
    ] {
        assert_eq!(told(text), plain, "{text}");
    }
    assert_eq!(told("هُوَ يَضْرِبُ أُخْتِي الآنَ"), told("هو يضرب اختي الان"));
    assert_eq!(told("jis dabar muša mano sesę"), told("jis dabar musa mano sese"));
}

#[test]
fn denials_lessons_films_and_what_is_long_past_tell_nothing() {
    for text in [
        "No child is hurt here.",
        "In the film the girl is kidnapped tonight.",
        "When I was a child my uncle used to hit me.",
        "This page is a danger, it installs a virus now.",
        "My daughter has homework about threats at school.",
    ] {
        assert_eq!(told(text), [], "{text}");
    }
    assert!(told("When I was a child he hit me and now he hits my sister").contains(&Reason::DangerTold));
    assert!(
        told("he doesn't let me leave, I am 14").contains(&Reason::HeldTold),
        "a denial that is the danger"
    );
}

#[test]
fn words_are_found_in_the_forms_in_which_people_write_them() {
    for (text, reason) in [
        ("jveux mourir", Reason::LifeTold),
        ("kiero morirme", Reason::LifeTold),
        ("she is twelve years old", Reason::ChildInWords),
        ("a 13yo girl", Reason::ChildInWords),
        ("tem doze anos", Reason::ChildInWords),
        ("pinagbabantaan niya ang kapatid ko", Reason::ThreatTold),
        ("jis primuša mano sesę kiekvieną naktį", Reason::DangerTold),
        ("بيضرب اختي دلوقتي", Reason::DangerTold),
    ] {
        assert!(told(text).contains(&reason), "{text}: {:?}", told(text));
    }
}

#[test]
fn what_is_gone_must_be_a_child() {
    assert!(told("my daughter is missing since friday").contains(&Reason::HeldTold));
    for text in ["The emergency phone number is missing on your page.", "My parcel disappeared."] {
        assert_eq!(told(text), [], "{text}");
    }
}

#[test]
fn affairs_of_grown_people_tell_nothing_until_a_child_is_named() {
    assert_eq!(told("my flatmate owes me money and he threatens me"), []);
    assert!(told("my flatmate owes me money and he threatens my daughter").contains(&Reason::ThreatTold));
}

#[test]
fn what_everybody_writes_tells_nothing_and_takes_nothing_away() {
    for text in
        ["I saw this page, please have a look", "vi isto ontem", "j'ai vu cette page", "maciau si puslapi"]
    {
        assert_eq!(told(text), [], "{text}");
    }
    let reasons = told("he is hurting a girl right now, this is case number 7");
    assert!(
        reasons.contains(&Reason::DangerTold),
        "whoever quotes a number may speak of a child: {reasons:?}"
    );
}

#[test]
fn many_signs_take_the_place_of_several() {
    let reasons = told("the man next door is parked at the school gate and asks for my daughter");
    assert!(reasons.contains(&Reason::ManySignsTold) && !reasons.contains(&Reason::SignsTold), "{reasons:?}");
}

#[test]
fn where_no_child_is_there_nothing_is_told_of_one() {
    for text in ["No child here is in danger.", "ningún niño está aquí en peligro"] {
        let reasons = told(text);
        assert!(
            !reasons.contains(&Reason::HarmTold) && !reasons.contains(&Reason::DangerTold),
            "{reasons:?}"
        );
    }
}

#[test]
fn a_list_by_itself_knows_nothing_of_ours() {
    let words = Words::only("en\tdanger_told\tthe blue door\tour desk 2026\n").unwrap();
    assert_eq!(words.read("she waits at the blue door"), [Reason::DangerTold]);
    assert_eq!(words.read("he is hurting my sister right now"), []);
}

#[test]
fn a_list_of_the_operator_adds_to_ours() {
    let words = Words::built_in().with("en\tdanger_told\tthe blue door\tour desk 2026\n").unwrap();
    assert_eq!(words.read("she waits at the blue door"), [Reason::DangerTold]);
    for (line, says) in [
        ("en\tdanger_told\tx\n", "line 1"),
        ("\n# note\nxx\tharm\thurt\tdesk", "line 3"),
        ("en\tgrooming\thurt\tdesk", "no concept and no reason"),
        ("en\tharm\t*\tdesk", "no word"),
        ("en\tharm\thurt\t ", "fourth column"),
    ] {
        let error = Words::built_in().with(line).err().unwrap().to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn words_are_the_same_words_whatever_the_numbers_and_only_where_there_are_enough() {
    let long = "I saw this on the page of a shop and I think that somebody should look at it, case";
    assert_eq!(same_words(&format!("{long} 17")), same_words(&format!("{} 18!", long.to_uppercase())));
    assert!(same_words(long).is_some() && same_words("help me").is_none());
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        let _ = told(&text);
        let _ = same_words(&text);
    }

    #[test]
    fn words_in_any_order_are_read_and_reasons_come_heaviest_first(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "he", "hurts", "my", "sister", "now", "not", ",", ".", "12", "help", "lives", "with", "film", "ago",
                "la", "niña", "الآن", "dabar", "bata", "jamais", "n'a", "l'", "yo",
            ]),
            0..200,
        )
    ) {
        let found = told(&words.join(" "));
        prop_assert!(found.is_sorted_by_key(|reason| std::cmp::Reverse(reason.weight())));
        prop_assert!(found.iter().all(|reason| reason.is_told() && reason.is_claim()));
    }

    #[test]
    fn what_follows_a_danger_never_hides_it(noise in "[a-z ]{0,80}") {
        let text = format!("he is hurting my sister right now. \n{noise}");
        prop_assert!(told(&text).contains(&Reason::DangerTold), "{text}");
    }
}
