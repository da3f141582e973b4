//! A record back into the import format, for whoever takes it elsewhere.

use super::{Component, Method, Record};
use serde_json::{Value, json};

impl Record {
    /// One line of the import format, without the line's end; reading it gives this record again.
    pub fn to_line(&self) -> String {
        let methods: Vec<Value> = self.methods.iter().map(method).collect();
        json!({
            "code": self.code,
            "name": self.name,
            "field": self.fields.first(),
            "fields": self.fields,
            "promulgated_by": self.promulgated_by,
            "decision": self.decision,
            "levels": self.levels,
            "departments": self.departments,
            "subjects": self.subjects,
            "relevance": self.relevance,
            "portal_state": self.state,
            "type": self.sort,
            "methods": methods,
            "components": self.components.iter().map(component).collect::<Vec<_>>(),
            "steps": self.steps,
            "conditions": self.conditions,
            "results": self.results.iter().map(|name| json!({ "name": name })).collect::<Vec<_>>(),
            "legal_codes": self.basis,
            "authority": self.authority,
            "nq66_7_replaced": self
                .replaced
                .iter()
                .map(|document| json!({ "document": document }))
                .collect::<Vec<_>>(),
            "url": self.url,
            "sources": self.as_of.iter().map(|day| json!({ "crawled": day })).collect::<Vec<_>>(),
        })
        .to_string()
    }
}

fn method(method: &Method) -> Value {
    let mut fees: Vec<_> = method
        .amounts
        .iter()
        .map(|amount| json!({ "amount": amount, "currency": "VND" }))
        .collect();
    if method.cut_short {
        fees.push(json!({ "amount": 1, "currency": "VND" }));
    }
    json!({
        "channel": match method.channel.as_str() {
            "counter" => "truc_tiep",
            "online" => "truc_tuyen",
            "post" => "buu_chinh",
            other => other,
        },
        "time_qty": method.count,
        "time_unit": method.unit,
        "time_effective": method
            .effective
            .as_ref()
            .map(|(count, unit)| json!({ "qty": count, "unit": unit })),
        "free": method.free,
        "fee_set_by_province": method.set_by_province,
        "fees": fees,
        "note": method.note,
        "parse_uncertain": method.unsure,
    })
}

fn component(component: &Component) -> Value {
    json!({
        "group": component.group,
        "text": component.text,
        "original": component.original,
        "copy": component.copy,
        "is_note": component.note,
        "component_code": component.code,
    })
}
