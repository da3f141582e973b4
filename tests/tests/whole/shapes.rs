//! The contract's keys and types, verb by verb. Keys may be added; one that is left out, renamed or
//! of another type fails.

use serde_json::{Value, json};

/// The procedures that were guided first: twenty named in the task, ten chosen.
pub const GUIDED: [&str; 30] = [
    "1.001193", "1.000656", "1.000894", "1.004873", "2.000635", "1.004859", "1.004884", "1.004746",
    "2.000986", "1.000689", "1.004837", "2.001263", "1.003583", "2.000815", "2.000884", "2.001035",
    "2.001008", "1.004222", "1.004194", "1.001612", "1.001653", "1.001699", "1.001776", "1.014027",
    "1.014028", "1.002755", "1.010038", "1.010041", "1.012812", "1.013228",
];

pub fn fee_shape() -> Value {
    json!({
        "total": "int|null", "range": "array|null", "exempted_because": "text|null",
        "lines": [{
            "name": "text", "amount": "int|null", "quantity": "int", "sum": "int|null", "basis": "text"
        }]
    })
}

pub fn outcome_shape() -> Value {
    json!({
        "outcome": "=received|=supplement|=refused", "dossier": "text", "due": "moment|null",
        "fee": fee_shape(), "qr": "text",
        "papers": [{ "form": "=01|=02|=03", "path": "path", "sha256": "sha256" }],
        "missing": [{ "requirement": "text", "name": "text", "why": "text" }]
    })
}

pub fn row_shape() -> Value {
    json!({
        "dossier": "text", "procedure": "text", "name": "text", "applicant": "text",
        "state": "=received|=supplement|=solving|=result|=returned|=refused|=stopped",
        "received": "moment", "due": "moment|null"
    })
}

pub fn dossier_shape() -> Value {
    let mut shape = row_shape();
    let more = json!({
        "official_code": "text|null", "version": "text",
        "units": { "receiving": "text", "competent": "text", "residence": "text|null" },
        "person": {
            "id": "text", "name": "text", "birth": "text|null", "sex": "=female|=male|null",
            "address": "text|null", "phone": "text|null", "email": "text|null"
        },
        "on_behalf_of": "object|null", "submitted": ["object"], "reused": ["object"],
        "fee": fee_shape(),
        "events": [{ "at": "moment", "what": "text", "by": "text", "why": "text|null" }],
        "papers": [{ "form": "=01|=02|=03", "path": "path", "sha256": "sha256" }]
    });
    for (key, value) in more.as_object().unwrap() {
        shape[key] = value.clone();
    }
    shape
}
