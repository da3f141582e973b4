use chrono::NaiveTime;
use motcua_fault::{Code, Fault, Result};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Opening hours of every working day, in order, without overlap; whole minutes.
///
/// Written `[{ open = "07:30", close = "11:30" }, { open = "13:00", close = "17:00" }]`, the default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(try_from = "Vec<Session>", into = "Vec<Session>")]
#[ts(as = "Vec<Session>")]
pub struct OfficeHours {
    sessions: Vec<Session>,
    opens: NaiveTime,
    closes: NaiveTime,
}

/// One stretch of opening time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// First minute, `HH:MM`.
    #[serde(with = "clock")]
    #[ts(type = "string")]
    pub open: NaiveTime,
    /// Last minute, `HH:MM`.
    #[serde(with = "clock")]
    #[ts(type = "string")]
    pub close: NaiveTime,
}

impl OfficeHours {
    /// Fails with `BAD_INPUT` when nothing is open, a session is empty or two overlap.
    pub fn new(sessions: Vec<Session>) -> Result<Self> {
        let ordered = sessions.iter().all(|s| s.open < s.close)
            && sessions
                .windows(2)
                .all(|pair| pair[0].close <= pair[1].open);
        match (sessions.first(), sessions.last()) {
            (Some(first), Some(last)) if ordered => Ok(Self {
                opens: first.open,
                closes: last.close,
                sessions,
            }),
            _ => Err(Fault::new(
                Code::BadInput,
                "Giờ làm việc không hợp lệ: mỗi buổi phải có giờ mở trước giờ đóng, các buổi theo thứ tự và không chồng nhau.",
            )),
        }
    }

    /// The sessions of a day, in order; never empty.
    pub fn sessions(&self) -> &[Session] {
        &self.sessions
    }

    /// When the day begins.
    pub fn opens(&self) -> NaiveTime {
        self.opens
    }

    /// When the day ends.
    pub fn closes(&self) -> NaiveTime {
        self.closes
    }

    /// Inside a session; both its ends belong to it.
    pub fn is_open(&self, time: NaiveTime) -> bool {
        self.sessions
            .iter()
            .any(|s| s.open <= time && time <= s.close)
    }
}

impl Default for OfficeHours {
    /// 07:30–11:30 and 13:00–17:00, eight hours.
    fn default() -> Self {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        Self {
            sessions: vec![
                Session {
                    open: at(7, 30),
                    close: at(11, 30),
                },
                Session {
                    open: at(13, 0),
                    close: at(17, 0),
                },
            ],
            opens: at(7, 30),
            closes: at(17, 0),
        }
    }
}

impl TryFrom<Vec<Session>> for OfficeHours {
    type Error = Fault;

    fn try_from(sessions: Vec<Session>) -> Result<Self> {
        Self::new(sessions)
    }
}

impl From<OfficeHours> for Vec<Session> {
    fn from(hours: OfficeHours) -> Self {
        hours.sessions
    }
}

/// `HH:MM`.
pub(crate) mod clock {
    use chrono::NaiveTime;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(time: &NaiveTime, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&time.format("%H:%M"))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveTime, D::Error> {
        let text = String::deserialize(from)?;
        NaiveTime::parse_from_str(&text, "%H:%M")
            .map_err(|_| D::Error::custom("giờ phải viết HH:MM, ví dụ 07:30"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Office {
        hours: OfficeHours,
    }

    #[test]
    fn hours_are_written_as_an_office_writes_them() {
        let text = "hours = [{ open = \"08:00\", close = \"11:30\" }, { open = \"13:30\", close = \"16:30\" }]\n";
        let office: Office = toml::from_str(text).unwrap();
        assert_eq!(office.hours.opens().to_string(), "08:00:00");
        assert_eq!(office.hours.closes().to_string(), "16:30:00");
        assert_eq!(
            toml::from_str::<Office>(&toml::to_string(&office).unwrap()).unwrap(),
            office
        );
    }

    #[test]
    fn senseless_hours_are_refused() {
        for sessions in [
            "[]",
            "[{ open = \"08:00\", close = \"08:00\" }]",
            "[{ open = \"13:00\", close = \"17:00\" }, { open = \"07:30\", close = \"11:30\" }]",
            "[{ open = \"07:30\", close = \"13:30\" }, { open = \"13:00\", close = \"17:00\" }]",
            "[{ open = \"7h30\", close = \"11:30\" }]",
        ] {
            assert!(
                toml::from_str::<Office>(&format!("hours = {sessions}")).is_err(),
                "{sessions}"
            );
        }
    }
}
