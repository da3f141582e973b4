//! Why something was found, said to the clerk.

use super::{
    code::Found,
    index::{DocId, Index, Source},
    lexicon::Lexicon,
    rank::Matcher,
    reading::How,
    synonyms::Sort,
};

/// Words quoted from a title.
const MOST_QUOTED: usize = 6;

/// Because of its code.
pub(crate) fn code(code: &str, found: Found) -> String {
    match found {
        Found::Whole => format!("đúng mã {code}"),
        Found::Part => format!("mã {code} có các số đã gõ"),
        Found::Near => format!("mã {code} gần giống mã đã gõ"),
    }
}

/// Because its letters resemble what was typed.
pub(crate) fn letters(index: &Index, doc: DocId) -> String {
    let words: Vec<_> = index
        .words_of(doc)
        .iter()
        .take(MOST_QUOTED)
        .map(|term| index.terms.toned(*term))
        .collect();
    format!("gần giống “{}”", words.join(" "))
}

/// Whether what fits is a name of its own: what people call it, or its whole title.
pub(crate) fn is_named(index: &Index, matcher: &Matcher, doc: DocId) -> bool {
    match index.docs[doc as usize].source {
        Source::Called(_) => true,
        Source::Field => false,
        Source::Title => said(matcher, doc).len() == index.words_of(doc).len(),
    }
}

/// The places of a text that the reading names, fillers aside.
fn said(matcher: &Matcher, doc: DocId) -> Vec<usize> {
    let mut places: Vec<usize> = matcher
        .pairs(doc)
        .iter()
        .filter(|p| !matcher.tokens[p.token].filler)
        .flat_map(|p| p.place..p.place + p.length)
        .collect();
    places.sort_unstable();
    places
}

/// Because a reading fits a text.
pub(crate) fn text(index: &Index, lexicon: &Lexicon, matcher: &Matcher, doc: DocId) -> String {
    let tokens = matcher.tokens;
    let words = index.words_of(doc);
    let pairs = matcher.pairs(doc);
    let spell = |places: &mut dyn Iterator<Item = usize>| -> String {
        places
            .map(|place| index.terms.toned(words[place]))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let all = || spell(&mut (0..words.len()));
    let main = match index.docs[doc as usize].source {
        Source::Called(Sort::Everyday) => format!("người dân thường gọi là “{}”", all()),
        Source::Called(Sort::Old) => format!("tên gọi trước đây: “{}”", all()),
        Source::Called(Sort::Life) => format!("dùng khi “{}”", all()),
        Source::Called(Sort::Short) => format!("viết tắt: “{}”", all()),
        Source::Called(Sort::Learned) => format!("quầy này từng tìm bằng “{}”", all()),
        Source::Field => format!("thuộc lĩnh vực {}", all()),
        Source::Title => {
            let mut places = said(matcher, doc);
            if places.len() == words.len() {
                "đúng tên thủ tục".to_owned()
            } else {
                places.truncate(MOST_QUOTED);
                format!("tên có “{}”", spell(&mut places.into_iter()))
            }
        }
    };
    let mut notes: Vec<String> = Vec::new();
    for pair in &pairs {
        let token = &tokens[pair.token];
        if token.filler {
            continue;
        }
        let meant = spell(&mut (pair.place..pair.place + pair.length));
        let note = match token.how {
            How::Said(e) => {
                let said: Vec<_> = tokens
                    .iter()
                    .filter(|t| t.how == token.how)
                    .map(|t| t.word.toned.as_str())
                    .collect();
                format!("“{}” là {}", lexicon.expressions[e].say, said.join(" "))
            }
            How::Telex => format!("gõ Telex “{}” là “{meant}”", token.typed),
            How::Vni => format!("gõ VNI “{}” là “{meant}”", token.typed),
            How::Split => format!("viết liền “{}”", token.typed),
            How::Joined => format!("viết rời “{}”", token.typed),
            How::Typed if pair.length > 1 => format!("“{}” viết tắt “{meant}”", token.typed),
            How::Typed => {
                let term = words[pair.place];
                let same = index.terms.folded(term) == token.word.folded;
                if same || token.becoming.contains(&term) {
                    continue;
                }
                format!("“{}” đọc là “{meant}”", token.typed)
            }
        };
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes.truncate(3);
    notes.insert(0, main);
    notes.join("; ")
}
