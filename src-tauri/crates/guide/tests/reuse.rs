//! A stored result takes the place of paper only where nothing stands against it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use chrono::{NaiveDate, TimeDelta};
use motcua_catalogue::model::{
    EvidenceType, Holder, Kind, Need, Paper, Procedure, ReplacementRule, Requirement, When,
};
use motcua_fault::Code;
use motcua_guide::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

const KINDS: [&str; 4] = ["a", "b", "c", "d"];
const IDS: [&str; 3] = ["048190001234", "048190001235", "0401234567"];
const BIRTHS: [Option<&str>; 4] = [Some("1990-05-21"), Some("1990-05-22"), Some("1990"), None];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn days(from_today: i64) -> NaiveDate {
    today() + TimeDelta::days(from_today)
}

fn paper(evidence: &str, original: u32, copy: u32) -> Paper {
    Paper {
        evidence: evidence.to_owned(),
        original,
        copy,
        form: None,
        note: None,
    }
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![(-3i64..=3), (-900i64..900)].prop_map(days)
}

fn any_result() -> impl Strategy<Value = StoredResult> {
    let standing = prop_oneof![
        4 => Just(Standing::Valid),
        1 => any_day().prop_map(|on| Standing::Revoked { on, why: "cấp sai".to_owned() }),
        1 => Just(Standing::Replaced { by: "r9".to_owned() }),
    ];
    (
        (0..KINDS.len(), 0..IDS.len(), 0..BIRTHS.len(), any::<bool>()),
        proptest::option::weighted(0.9, any_day()),
        proptest::option::of(any_day()),
        standing,
        prop_oneof![4 => Just(true), 1 => Just(false)],
        any::<bool>(),
        0u32..10_000,
    )
        .prop_map(
            |(
                (kind, id, birth, organisation),
                issued,
                valid_until,
                standing,
                structured,
                known,
                n,
            )| {
                StoredResult {
                    id: format!("r{n}"),
                    kind: KINDS[kind].to_owned(),
                    holder: HolderOf {
                        id: IDS[id].to_owned(),
                        name: "Người Thử".to_owned(),
                        birth: BIRTHS[birth].map(str::to_owned).filter(|_| !organisation),
                        organisation,
                    },
                    number: structured.then(|| format!("{n}/2026")),
                    issued,
                    valid_until,
                    validity_known: known || valid_until.is_some(),
                    standing,
                    source: "kho của quầy".to_owned(),
                    structured,
                }
            },
        )
}

/// Of the first person, with nothing against it.
fn any_sound_result() -> impl Strategy<Value = StoredResult> {
    any_result().prop_map(|result| StoredResult {
        holder: HolderOf {
            id: IDS[0].to_owned(),
            name: "Người Thử".to_owned(),
            birth: BIRTHS[0].map(str::to_owned),
            organisation: false,
        },
        issued: Some(days(-900)),
        valid_until: None,
        validity_known: true,
        standing: Standing::Valid,
        structured: true,
        ..result
    })
}

fn any_rule() -> impl Strategy<Value = ReplacementRule> {
    (
        0..KINDS.len(),
        proptest::collection::vec(0..KINDS.len(), 0..3),
        any_day(),
        proptest::option::of(any_day()),
    )
        .prop_map(|(evidence, results, from, to)| ReplacementRule {
            evidence: KINDS[evidence].to_owned(),
            results: results.into_iter().map(|k| KINDS[k].to_owned()).collect(),
            source: None,
            basis: "quy định thử".to_owned(),
            from,
            to,
            procedures: Vec::new(),
            note: None,
        })
}

fn any_seeker() -> impl Strategy<Value = Seeker> {
    (
        proptest::collection::vec(0..IDS.len(), 1..3),
        0..BIRTHS.len(),
        any::<bool>(),
    )
        .prop_map(|(ids, birth, organisation)| Seeker {
            ids: ids.into_iter().map(|id| IDS[id].to_owned()).collect(),
            birth: BIRTHS[birth].map(str::to_owned).filter(|_| !organisation),
            organisation,
        })
}

fn any_lists() -> impl Strategy<Value = Vec<Vec<Paper>>> {
    let list = proptest::collection::vec((0..KINDS.len(), 0u32..3, 0u32..2), 1..3);
    proptest::collection::vec(list, 1..3).prop_map(|lists| {
        lists
            .into_iter()
            .map(|list| {
                list.into_iter()
                    .map(|(kind, original, copy)| {
                        paper(KINDS[kind], original, copy.max(u32::from(original == 0)))
                    })
                    .collect()
            })
            .collect()
    })
}

fn any_holder() -> impl Strategy<Value = Option<Holder>> {
    prop_oneof![
        3 => Just(None),
        3 => Just(Some(Holder::Applicant)),
        1 => Just(Some(Holder::Child)),
        1 => Just(Some(Holder::Spouse)),
        1 => Just(Some(Holder::Other)),
    ]
}

fn requirement(holder: Option<Holder>, need: Need, any_of: Vec<Vec<Paper>>) -> Requirement {
    Requirement {
        id: "giay".to_owned(),
        name: "Giấy tờ".to_owned(),
        need,
        when: When::default(),
        any_of,
        or_when: Vec::new(),
        holder,
        replaced_by: None,
        basis: vec!["Luật thử".to_owned()],
        note: None,
        official: Vec::new(),
    }
}

fn procedure(kind: Kind, requirements: Vec<Requirement>) -> Procedure {
    Procedure {
        code: "1.000001".to_owned(),
        name: "Thủ tục thử".to_owned(),
        field: "Thử".to_owned(),
        kind,
        guided: true,
        version: "2026-01-01.00000000".to_owned(),
        effective_from: None,
        effective_to: None,
        basis: Vec::new(),
        authority: None,
        url: None,
        limits: Vec::new(),
        extend: None,
        produces: vec!["a".to_owned()],
        reissues: vec!["b".to_owned()],
        result_holder: None,
        exchange_same_day: false,
        fee_text: None,
        questions: Vec::new(),
        requirements,
        not_asked: Vec::new(),
        refusals: Vec::new(),
        plain: None,
    }
}

fn case(
    procedure: &Procedure,
    results: &[StoredResult],
    rules: &[ReplacementRule],
    seekers: &[Seeker],
) -> Checklist {
    let rules: Vec<_> = rules.iter().collect();
    checklist(
        &Known {
            procedure,
            evidence: &BTreeMap::<String, EvidenceType>::new(),
            sources: &BTreeMap::new(),
            fees: &[],
            calendar: &motcua_calendar::Calendar::bundled().unwrap(),
            received: today().and_hms_opt(9, 0, 0).unwrap(),
            channel: motcua_catalogue::model::Channel::Counter,
            quantities: Quantities::default(),
            exempt: None,
            on_hand: OnHand {
                results,
                rules: &rules,
                seekers,
                ..OnHand::default()
            },
        },
        &Default::default(),
    )
    .unwrap()
}

/// Said again from the law, without a look at the code under test.
fn theirs(result: &StoredResult, seekers: &[Seeker]) -> bool {
    let whole = |birth: &Option<String>| birth.as_ref().is_some_and(|birth| birth.len() == 10);
    seekers.iter().any(|seeker| {
        seeker.organisation == result.holder.organisation
            && seeker.ids.contains(&result.holder.id)
            && (seeker.organisation || whole(&seeker.birth) && seeker.birth == result.holder.birth)
    })
}

fn sound(result: &StoredResult, seekers: &[Seeker]) -> bool {
    result.standing == Standing::Valid
        && result.issued.is_some_and(|issued| issued <= today())
        && result.valid_until.is_none_or(|until| today() <= until)
        && result.validity_known
        && result.structured
        && theirs(result, seekers)
}

fn in_force(rule: &ReplacementRule) -> bool {
    rule.from <= today() && rule.to.is_none_or(|to| today() <= to)
}

/// Whether the law lets this kind stand for that paper today.
fn stands_for(result: &StoredResult, evidence: &str, rules: &[ReplacementRule]) -> bool {
    result.kind == evidence
        || rules.iter().any(|rule| {
            in_force(rule) && rule.evidence == evidence && rule.results.contains(&result.kind)
        })
}

fn given(requirement: &str, of: &[&StoredResult]) -> Vec<Reused> {
    of.iter()
        .map(|result| Reused {
            requirement: requirement.to_owned(),
            result: result.id.clone(),
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn nothing_expired_revoked_replaced_early_foreign_or_unstructured_is_ever_usable(
        results in proptest::collection::vec(any_result(), 1..8),
        rules in proptest::collection::vec(any_rule(), 0..6),
        seekers in proptest::collection::vec(any_seeker(), 0..4),
        lists in any_lists(), holder in any_holder(),
    ) {
        let procedure = procedure(Kind::New, vec![requirement(holder, Need::File, lists.clone())]);
        let case = case(&procedure, &results, &rules, &seekers);
        let wanted: Vec<_> = lists.iter().flatten().map(|paper| paper.evidence.as_str()).collect();
        for view in &case.requirements[0].reuse {
            prop_assert!(!view.why.trim().is_empty(), "always with a reason or a basis");
            // Ids may be drawn twice: then at least one of that id must deserve it.
            let deserving = results.iter().filter(|result| result.id == view.result).any(|result| {
                sound(result, &seekers)
                    && holder.is_none_or(|holder| holder == Holder::Applicant)
                    && wanted.iter().any(|evidence| stands_for(result, evidence, &rules))
            });
            prop_assert!(!view.usable || deserving, "{:?}", view);
        }
    }

    #[test]
    fn what_deserves_it_is_usable(
        result in any_result(), seekers in proptest::collection::vec(any_seeker(), 1..4), lists in any_lists(),
    ) {
        let procedure = procedure(Kind::New, vec![requirement(None, Need::File, lists.clone())]);
        let fits = lists.iter().flatten().any(|paper| paper.evidence == result.kind);
        let case = case(&procedure, std::slice::from_ref(&result), &[], &seekers);
        let usable = case.requirements[0].reuse.iter().any(|view| view.usable);
        prop_assert_eq!(usable, fits && sound(&result, &seekers));
    }

    #[test]
    fn papers_and_results_together_satisfy_exactly_when_a_list_is_covered(
        mut results in proptest::collection::vec(any_sound_result(), 0..4),
        rules in proptest::collection::vec(any_rule(), 0..6),
        lists in any_lists(),
        handed in proptest::collection::vec((0..KINDS.len(), 0u32..3, 0u32..3), 0..3),
    ) {
        let seekers = [Seeker { ids: vec![IDS[0].to_owned()], birth: BIRTHS[0].map(str::to_owned), organisation: false }];
        for (n, result) in results.iter_mut().enumerate() {
            result.id = format!("r{n}");
        }
        let procedure = procedure(Kind::New, vec![requirement(None, Need::File, lists.clone())]);
        let case = case(&procedure, &results, &rules, &seekers);
        let usable: Vec<&StoredResult> = results
            .iter()
            .filter(|result| case.requirements[0].reuse.iter().any(|view| view.usable && view.result == result.id))
            .collect();
        let submitted: Vec<Submitted> = handed
            .iter()
            .filter(|(kind, ..)| lists.iter().flatten().any(|paper| paper.evidence == KINDS[*kind]))
            .map(|(kind, original, copy)| Submitted {
                requirement: "giay".to_owned(),
                evidence: KINDS[*kind].to_owned(),
                original: *original,
                copy: *copy,
            })
            .collect();
        let judged = judge(&case, &submitted, &[], &given("giay", &usable), &[]).unwrap();
        let count = |evidence: &str| {
            submitted.iter().filter(|paper| paper.evidence == evidence)
                .fold((0, 0), |(o, c), paper| (o + paper.original, c + paper.copy))
        };
        let covered = lists.iter().any(|list| list.iter().all(|paper| {
            let (original, copy) = count(&paper.evidence);
            usable.iter().any(|result| stands_for(result, &paper.evidence, &rules))
                || (original >= paper.original && original + copy >= paper.original + paper.copy)
        }));
        prop_assert_eq!(judged.missing.is_empty(), covered, "{:?}", judged.missing);
    }

    #[test]
    fn an_unusable_or_unknown_result_is_refused_and_nothing_else_is(
        results in proptest::collection::vec(any_result(), 1..6),
        seekers in proptest::collection::vec(any_seeker(), 0..3),
        lists in any_lists(), which in any::<proptest::sample::Index>(),
    ) {
        let procedure = procedure(Kind::New, vec![requirement(None, Need::File, lists)]);
        let case = case(&procedure, &results, &[], &seekers);
        let chosen = which.get(&results);
        let usable = case.requirements[0].reuse.iter().find(|view| view.result == chosen.id).is_some_and(|view| view.usable);
        let judged = judge(&case, &[], &[], &given("giay", &[chosen]), &[]);
        match judged {
            Ok(_) => prop_assert!(usable),
            Err(fault) => {
                prop_assert_eq!(fault.code, Code::NotUsable);
                prop_assert!(!usable);
            }
        }
    }

    #[test]
    fn what_is_handed_over_on_the_spot_is_sound_and_what_was_lost(
        results in proptest::collection::vec(any_result(), 0..8),
        rules in proptest::collection::vec(any_rule(), 0..5),
        seekers in proptest::collection::vec(any_seeker(), 0..3),
        kind in prop_oneof![Just(Kind::Reissue), Just(Kind::Extract), Just(Kind::Exchange), Just(Kind::New)],
    ) {
        let procedure = procedure(kind, Vec::new());
        let case = case(&procedure, &results, &rules, &seekers);
        if !matches!(kind, Kind::Reissue | Kind::Extract) {
            prop_assert!(case.on_the_spot.is_empty());
        }
        for view in &case.on_the_spot {
            let deserving = results.iter().filter(|result| result.id == view.result).any(|result| {
                sound(result, &seekers) && ["a", "b"].iter().any(|lost| stands_for(result, lost, &rules))
            });
            prop_assert!(!view.usable || deserving, "{:?}", view);
        }
    }
}

#[test]
fn each_obstacle_is_said_in_words_a_clerk_can_repeat() {
    let me = [Seeker {
        ids: vec![IDS[0].to_owned()],
        birth: Some("1990-05-21".to_owned()),
        organisation: false,
    }];
    let good = StoredResult {
        id: "r1".to_owned(),
        kind: "a".to_owned(),
        holder: HolderOf {
            id: IDS[0].to_owned(),
            name: "Nguyễn Văn An".to_owned(),
            birth: Some("1990-05-21".to_owned()),
            organisation: false,
        },
        number: Some("12/2026".to_owned()),
        issued: Some(days(-30)),
        valid_until: Some(days(30)),
        validity_known: true,
        standing: Standing::Valid,
        source: "nhập tại quầy".to_owned(),
        structured: true,
    };
    let why = |result: StoredResult| {
        let procedure = procedure(
            Kind::New,
            vec![requirement(None, Need::File, vec![vec![paper("a", 1, 0)]])],
        );
        let view = case(&procedure, &[result], &[], &me).requirements[0].reuse[0].clone();
        (view.usable, view.why)
    };
    assert!(why(good.clone()).0);
    let said = |result: StoredResult, what: &str| {
        let (usable, why) = why(result);
        assert!(!usable && why.contains(what), "{why}");
    };
    said(
        StoredResult {
            valid_until: Some(days(-1)),
            ..good.clone()
        },
        "hết hạn ngày 22/11/2026",
    );
    said(
        StoredResult {
            standing: Standing::Revoked {
                on: days(-2),
                why: "cấp sai người".to_owned(),
            },
            ..good.clone()
        },
        "đã thu hồi ngày 21/11/2026: cấp sai người",
    );
    said(
        StoredResult {
            standing: Standing::Replaced {
                by: "r2".to_owned(),
            },
            ..good.clone()
        },
        "được thay",
    );
    said(
        StoredResult {
            issued: Some(days(1)),
            ..good.clone()
        },
        "24/11/2026",
    );
    said(
        StoredResult {
            structured: false,
            number: None,
            ..good.clone()
        },
        "ảnh chụp",
    );
    said(
        StoredResult {
            holder: HolderOf {
                birth: Some("1990-05-22".to_owned()),
                ..good.holder.clone()
            },
            ..good.clone()
        },
        "ngày sinh khác",
    );
    said(
        StoredResult {
            holder: HolderOf {
                birth: None,
                ..good.holder.clone()
            },
            ..good.clone()
        },
        "chưa chắc cùng một người",
    );
    said(
        StoredResult {
            holder: HolderOf {
                id: IDS[1].to_owned(),
                ..good.holder.clone()
            },
            ..good
        },
        "số định danh khác",
    );
}

#[test]
fn the_city_promises_today_beside_the_lawful_limit_only_where_the_catalogue_says_so() {
    let lawful = motcua_catalogue::model::LimitRule {
        when: When::default(),
        limit: "5 working_day".parse().unwrap(),
        basis: None,
        note: None,
    };
    let plain = Procedure {
        limits: vec![lawful],
        ..procedure(Kind::Exchange, Vec::new())
    };
    let of = |procedure: &Procedure| case(procedure, &[], &[], &[]);
    let at_five = |day: NaiveDate| day.and_hms_opt(17, 0, 0).unwrap();
    let by_law = of(&plain);
    assert!(by_law.lawful.is_none());
    // Tuesday 24/11 is a holiday.
    assert_eq!(by_law.due.as_ref().unwrap().due, at_five(days(8)));
    let promised = of(&Procedure {
        exchange_same_day: true,
        ..plain
    });
    assert_eq!(promised.due.unwrap().due, at_five(today()));
    assert_eq!(promised.limit.as_deref(), Some("trong ngày"));
    let lawful = promised.lawful.unwrap();
    assert_eq!(lawful.due, by_law.due.unwrap());
    assert_eq!(lawful.limit, "5 ngày làm việc");
}
