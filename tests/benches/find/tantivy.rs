//! tantivy: folded titles, each word as it is (BM25) or one slip away, the last one unfinished.

use crate::Engine;
use motcua_catalogue::Entry;
use motcua_text::fold;
use tantivy::{
    Index, IndexReader, IndexWriter, TantivyDocument, Term,
    collector::TopDocs,
    doc,
    query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, Query, TermQuery},
    schema::{Field, IndexRecordOption, STORED, Schema, TEXT, Value},
};

pub struct Tantivy {
    reader: IndexReader,
    name: Field,
    code: Field,
}

impl Tantivy {
    pub fn new(entries: &[Entry]) -> Self {
        let mut schema = Schema::builder();
        let name = schema.add_text_field("name", TEXT);
        let code = schema.add_text_field("code", STORED);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index
            .writer_with_num_threads(1, 50_000_000)
            .expect("a writer");
        for entry in entries {
            let text = format!("{} {}", fold(&entry.name), fold(&entry.code));
            writer
                .add_document(doc!(name => text, code => entry.code.as_str()))
                .expect("a document");
        }
        writer.commit().expect("committed");
        let reader = index.reader().expect("a reader");
        Self { reader, name, code }
    }
}

impl Engine for Tantivy {
    fn name(&self) -> &'static str {
        "tantivy"
    }

    fn find(&self, query: &str, limit: usize) -> Vec<String> {
        let folded = fold(query);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let term = || Term::from_field_text(self.name, word);
            let slips = u8::from(word.len() > 3);
            let near: Box<dyn Query> = if at + 1 == words.len() {
                Box::new(FuzzyTermQuery::new_prefix(term(), slips, true))
            } else {
                Box::new(FuzzyTermQuery::new(term(), slips, true))
            };
            parts.push((Occur::Should, Box::new(BoostQuery::new(near, 0.5))));
            let exact = TermQuery::new(term(), IndexRecordOption::WithFreqs);
            parts.push((Occur::Should, Box::new(exact)));
        }
        if parts.is_empty() {
            return Vec::new();
        }
        let searcher = self.reader.searcher();
        let best = TopDocs::with_limit(limit).order_by_score();
        let found = searcher
            .search(&BooleanQuery::new(parts), &best)
            .expect("a search");
        found
            .into_iter()
            .map(|(_, address)| {
                let document: TantivyDocument = searcher.doc(address).expect("a document");
                let code = document.get_first(self.code).expect("its code");
                code.as_str().unwrap_or_default().to_owned()
            })
            .collect()
    }
}
