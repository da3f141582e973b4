// Generated from the Rust types by `make bindings`. Do not edit: a stale file fails the tests.

/** Question id to option id. */
export type Answers = Record<string, string>;

export type AnswerLine = { 
/**
 * What is so.
 */
text: string, 
/**
 * Where it stands: the legal text, or the row as published.
 */
source: string, };

export type AnswerOf = { 
/**
 * Its code, where it is a procedure.
 */
code: string | null, 
/**
 * Its id, where it is a service received elsewhere.
 */
referral: string | null, 
/**
 * Its title.
 */
name: string, 
/**
 * Each with its source; empty where the catalogue does not say.
 */
lines: Array<AnswerLine>, };

export type AnswerView = { 
/**
 * What was asked.
 */
about: What, 
/**
 * Whether the catalogue says it.
 */
known: boolean, 
/**
 * In one sentence: the answer's heading, or that it is not known.
 */
say: string, 
/**
 * By procedure, the likeliest first.
 */
of: Array<AnswerOf>, 
/**
 * Where it is not known: what may have been meant.
 */
nearest: Array<Nearest>, };

export type CardRead = { 
/**
 * As read, names in composed Unicode.
 */
person: Person, 
/**
 * The old nine-digit number.
 */
old_id: string | null, 
/**
 * Day of issue, `YYYY-MM-DD`.
 */
issued: string | null, 
/**
 * What the clerk should look at, with corrections offered.
 */
warnings: Array<Warning>, };

export type CardText = { text: string, };

export type Case = { 
/**
 * Procedure code.
 */
code: string, 
/**
 * Question id to option id.
 */
answers: { [key in string]: string }, 
/**
 * How it is filed.
 */
channel: Channel, 
/**
 * The moment of reception, or now.
 */
received: string | null, 
/**
 * Exemption id.
 */
exempt: string | null, 
/**
 * Pages of the original.
 */
pages: number | null, 
/**
 * Copies asked for.
 */
copies: number | null, 
/**
 * Cases, papers or persons.
 */
quantity: number | null, 
/**
 * Identity number, for proposals of stored results.
 */
person: string | null, 
/**
 * Birth date, `YYYY-MM-DD`: identity is number and birth date.
 */
birth: string | null, 
/**
 * Number of the organisation he files for.
 */
organisation: string | null, };

export type CatalogueId = { id: string, };

export type ChangeSort = "added" | "removed" | "changed";

export type Channel = "counter" | "online" | "post" | "agent";

export type Checklist = { 
/**
 * Procedure code.
 */
code: string, 
/**
 * Official title.
 */
name: string, 
/**
 * Field of administration.
 */
field: string, 
/**
 * Version of the procedure.
 */
version: string, 
/**
 * Whether it has questions and checked requirements.
 */
guided: boolean, 
/**
 * How it is filed.
 */
channel: Channel, 
/**
 * The answers that apply.
 */
answers: { [key in string]: string }, 
/**
 * The questions that apply, in order.
 */
questions: Array<QuestionView>, 
/**
 * Exactly this case's requirements.
 */
requirements: Array<RequirementView>, 
/**
 * Every question that applies is answered.
 */
complete: boolean, 
/**
 * Ids of the questions still open.
 */
missing: Array<string>, 
/**
 * Set when the case is not received here.
 */
refusal: RefusalView | null, 
/**
 * The time limit in words.
 */
limit: string | null, 
/**
 * What to tell the citizen of the limit.
 */
limit_note: string | null, 
/**
 * When the result is due if received at the given moment.
 */
due: Due | null, 
/**
 * The longer lawful limit, where the promise is the same day; falling back on it needs a reason.
 */
lawful?: LawfulView | null, 
/**
 * Stored results to hand over at once, before any dossier (R3).
 */
on_the_spot?: Array<SpotView>, 
/**
 * What it costs through the chosen channel.
 */
fee: Fee, 
/**
 * What it would cost online.
 */
fee_online: Fee, 
/**
 * Exemptions the clerk can choose.
 */
exemptions: Array<ExemptionView>, 
/**
 * For the citizen.
 */
plain: PlainWords | null, };

export type Choice = { 
/**
 * Unique within the question.
 */
id: string, 
/**
 * As shown.
 */
text: string, };

export type ChoiceView = { 
/**
 * Unique within the question.
 */
id: string, 
/**
 * As shown.
 */
text: string, };

export type Chosen = { query: string, code: string, };

export type Claims = { 
/**
 * Which paper.
 */
kind: SealKind, 
/**
 * Dossier code, `{unit code}-{YYMMDD}-{NNNN}` or the official system's own.
 */
dossier: string, 
/**
 * Code of the unit that issued the paper.
 */
unit: string, 
/**
 * Procedure code, `1.001193`.
 */
procedure: string, 
/**
 * When the dossier was received: local, whole minutes (seconds are dropped by sealing).
 */
received: string, 
/**
 * When the result is promised: local, whole minutes.
 */
due: string | null, 
/**
 * [`crate::printed_digest`] of the fields on the page; hexadecimal in JSON.
 */
digest: string, 
/**
 * The paper of a sample office: proves nothing.
 */
sample: boolean, };

export type ClerkShare = { 
/**
 * Who.
 */
clerk: string, 
/**
 * Dossiers.
 */
dossiers: number, 
/**
 * Components asked by the rule.
 */
asked: number, 
/**
 * Met by data.
 */
by_data: number, 
/**
 * Met by a stored result.
 */
by_result: number, 
/**
 * Results handed over without a dossier.
 */
handed_over: number, };

export type Code = "USAGE" | "BAD_INPUT" | "BAD_FILE" | "BAD_DATE" | "BAD_LIMIT" | "BAD_PERSON" | "BAD_NUMBER" | "UNKNOWN_PROCEDURE" | "NOT_IN_FORCE" | "NOT_GUIDED" | "BAD_ANSWER" | "OPEN_QUESTIONS" | "UNKNOWN_REQUIREMENT" | "NOT_USABLE" | "UNKNOWN_RESULT" | "RESULT_EXISTS" | "BAD_SEAL" | "OTHER_HOLDER" | "STOPPED" | "BAD_CHANNEL" | "UNKNOWN_EXEMPTION" | "NO_OFFICE" | "OFFICE_EXISTS" | "UNKNOWN_UNIT" | "UNKNOWN_CLERK" | "UNKNOWN_DOSSIER" | "BAD_MOVE" | "REASON_MISSING" | "CATALOGUE_FAULTS" | "BAD_KEY" | "NEWER_FILE" | "OLDER" | "BUSY" | "DISK_FULL" | "NO_ACCESS" | "DAMAGED" | "CLOCK_BACK" | "PRINTER" | "DOES_NOT_FIT" | "UNREACHABLE" | "INTERNAL";

export type Components = { 
/**
 * All that the procedures list, whatever the case.
 */
listed: number, 
/**
 * Asked by the rule in these cases: filed, shown and looked up together.
 */
asked: number, 
/**
 * Of them, to be filed.
 */
file: number, 
/**
 * Of them, to be shown only.
 */
show: number, 
/**
 * Of them, to be looked up.
 */
data: number, 
/**
 * Met by paper handed in.
 */
filed: number, 
/**
 * Met by showing a paper.
 */
shown: number, 
/**
 * Met by data that the office looks up.
 */
by_data: number, 
/**
 * Of them, not looked up yet by anybody: data may still turn out to be missing.
 */
not_looked_up: number, 
/**
 * Met by a stored result.
 */
by_result: number, 
/**
 * Asked for with form 02 and not brought.
 */
missing: number, 
/**
 * For which the clerk asked for the paper although data or a result was proposed, with a reason.
 */
paper_asked: number, };

export type CountedDay = { 
/**
 * The day.
 */
date: string, 
/**
 * Whether it uses up a part of the limit.
 */
counts: boolean, 
/**
 * Why, in Vietnamese.
 */
why: string, };

export type Decision = { 
/**
 * Requirement id.
 */
requirement: string, 
/**
 * Id of the result, where it was about one.
 */
result?: string | null, 
/**
 * What was done.
 */
did: Did, 
/**
 * Why.
 */
why?: string | null, };

export type Delay = { 
/**
 * Id of the source.
 */
source: string, 
/**
 * When it stopped answering.
 */
since: string, 
/**
 * When it answered again, as known when it was named.
 */
until: string | null, 
/**
 * When it was named.
 */
at: string, 
/**
 * By whom.
 */
by: string, 
/**
 * What the clerk added.
 */
why: string | null, };

export type Did = "viewed" | "paper_asked";

export type DossierCode = { dossier: string, };

export type DossierDelay = { dossier: string, source: string, why?: string | null, };

export type DossierEvent = { 
/**
 * When.
 */
at: string, 
/**
 * What, in words.
 */
what: string, 
/**
 * What, for programs: `received`, `supplement_requested`, `refused`, `moved` …
 */
kind: string, 
/**
 * Who.
 */
by: string, 
/**
 * Why.
 */
why: string | null, };

export type DossierFinish = { dossier: string, results: Array<Finished>, why: string | null, };

export type DossierMove = { dossier: string, state: State, why: string | null, };

export type DossierQuery = { 
/**
 * Words of code, name, number, telephone or title; with or without diacritics.
 */
text: string | null, 
/**
 * Only in this state.
 */
state: State | null, 
/**
 * At most so many; 500 when not given.
 */
limit: number | null, };

export type DossierRow = { 
/**
 * Its code.
 */
dossier: string, 
/**
 * Procedure code.
 */
procedure: string, 
/**
 * Official title.
 */
name: string, 
/**
 * Who filed.
 */
applicant: string, 
/**
 * Where it stands.
 */
state: State, 
/**
 * When received.
 */
received: string, 
/**
 * When due.
 */
due: string | null, 
/**
 * How urgent.
 */
urgency: Urgency, };

export type DossierView = { 
/**
 * The city system's own code.
 */
official_code: string | null, 
/**
 * Version of the procedure.
 */
version: string, 
/**
 * The three units.
 */
units: Units, 
/**
 * Who filed.
 */
person: Person, 
/**
 * For which organisation.
 */
organisation: Organisation | null, 
/**
 * On whose behalf.
 */
on_behalf_of: Principal | null, 
/**
 * Papers handed in or shown.
 */
submitted: Array<SubmittedView>, 
/**
 * Stored results used.
 */
reused: Array<Reused>, 
/**
 * What is to be paid.
 */
fee: Fee, 
/**
 * What has happened, oldest first.
 */
events: Array<DossierEvent>, 
/**
 * Outages named as the reason of a delay, oldest first.
 */
delays?: Array<Delay>, 
/**
 * Papers made.
 */
papers: Array<PrintedPaper>, 
/**
 * Where it may go now.
 */
moves: Array<State>, 
/**
 * How the due date was counted at reception.
 */
due_working: Due | null, 
/**
 * What form 02 asked for.
 */
missing: Array<MissingItem>, 
/**
 * The QR as a picture.
 */
qr_svg: string | null, 
/**
 * Its code.
 */
dossier: string, 
/**
 * Procedure code.
 */
procedure: string, 
/**
 * Official title.
 */
name: string, 
/**
 * Who filed.
 */
applicant: string, 
/**
 * Where it stands.
 */
state: State, 
/**
 * When received.
 */
received: string, 
/**
 * When due.
 */
due: string | null, 
/**
 * How urgent.
 */
urgency: Urgency, };

export type Draft = { 
/**
 * Its id.
 */
id: string, 
/**
 * Procedure code.
 */
code: string, 
/**
 * Official title.
 */
name: string, 
/**
 * When last saved.
 */
saved: string, 
/**
 * What was known.
 */
body: DraftBody, };

export type DraftBody = { 
/**
 * Question id to option id.
 */
answers: { [key in string]: string }, 
/**
 * How it is filed.
 */
channel: Channel, 
/**
 * Who files.
 */
person: Person | null, 
/**
 * For which organisation.
 */
organisation: Organisation | null, 
/**
 * On whose behalf.
 */
on_behalf_of: Principal | null, 
/**
 * Papers ticked, `requirement/alternative`.
 */
ticked: Array<string>, 
/**
 * Requirements shown or looked up.
 */
shown: Array<string>, 
/**
 * Stored results used instead of paper.
 */
reuse: Array<Reused>, 
/**
 * What was decided about stored results beside using them.
 */
decisions: Array<Decision>, 
/**
 * Why a dossier is opened although its result could be handed over at once.
 */
despite: string | null, 
/**
 * Fields of the person that were read from the card and not typed over.
 */
scanned: Array<string>, 
/**
 * Exemption id.
 */
exempt: string | null, 
/**
 * Pages of the original.
 */
pages: number | null, 
/**
 * Copies asked for.
 */
copies: number | null, 
/**
 * Cases, papers or persons.
 */
quantity: number | null, 
/**
 * What the clerk noted.
 */
note: string | null, };

export type DraftId = { id: string, };

export type DraftSave = { id: string | null, code: string, body: DraftBody, };

export type Due = { 
/**
 * The promise, `YYYY-MM-DDTHH:MM` local time.
 */
due: string, 
/**
 * The working, one line a day, in order, each day once. Limits in days: from the day after receipt to the
 * due day. Limits in hours and same-day ones: from the day of receipt.
 */
counted: Array<CountedDay>, 
/**
 * Rests on a day or year that is not officially known yet (A16): print "dự kiến".
 */
provisional: boolean, 
/**
 * Remarks a clerk should read, Vietnamese.
 */
notes: Array<string>, 
/**
 * The moment at which it counts as received (A4).
 */
received_as: string, };

export type EditBegin = { 
/**
 * A procedure to change.
 */
code: string | null, 
/**
 * The version of which day, `YYYY-MM-DD`; today's where `None`.
 */
day: string | null, 
/**
 * The text of a decision, for a new one.
 */
text: string, 
/**
 * What the clerk entered beside it, for a new one.
 */
facts: EditFacts | null, };

export type EditFacts = { 
/**
 * National code.
 */
code: string, 
/**
 * Official title.
 */
name: string, 
/**
 * Field of administration.
 */
field: string, 
/**
 * Number of the decision.
 */
decision: string, 
/**
 * Its day, `YYYY-MM-DD`.
 */
issued: string, 
/**
 * First day in force, `YYYY-MM-DD`.
 */
effective_from: string, };

export type EditForm = { form: ProcedureForm, };

export type EditId = { id: string, };

export type EditList = { drafts: Array<ProcedureDraft>, versions: Array<OfficeVersion>, lead_times: Array<LeadTime>, };

export type EditLists = { 
/**
 * Papers.
 */
evidence: Array<EvidenceType>, 
/**
 * Places where data can be looked up.
 */
sources: Array<NamedId>, 
/**
 * Fields of administration.
 */
fields: Array<string>, 
/**
 * Who can be exempt from fees.
 */
exemptions: Array<NamedId>, 
/**
 * Rows of the shared tables of fees.
 */
fees: Array<SharedFee>, };

export type EditSave = { id: string | null, form: ProcedureForm, based_on: string | null, decision: string, issued: string, };

export type EditText = { text: string, };

export type EditTry = { form: ProcedureForm, answers: Answers, channel: Channel, };

export type EditUndo = { id: string, why: string, };

export type EditView = { 
/**
 * The draft; none until it has been saved.
 */
id: string | null, 
/**
 * The form.
 */
form: ProcedureForm, 
/**
 * What the checker says, by part of the form; empty: it can be approved.
 */
findings: Array<FindingAt>, 
/**
 * The version it began from.
 */
based_on: string | null, 
/**
 * Number of the decision it rests on.
 */
decision: string, 
/**
 * Day of that decision, `YYYY-MM-DD`.
 */
issued: string, 
/**
 * When it was last saved.
 */
saved: string | null, };

export type EndedForm = { 
/**
 * The text that ended it.
 */
by: string, 
/**
 * Codes of the procedures that take its place.
 */
successors: Array<string>, };

export type EventRow = { 
/**
 * Its id.
 */
id: string, 
/**
 * As people would head it.
 */
name: string, 
/**
 * How many things there are to do.
 */
steps: number, 
/**
 * The first of them.
 */
first: string, 
/**
 * Higher is better.
 */
score: number, 
/**
 * Why it was found.
 */
because: string, };

export type EventStep = { 
/**
 * Code of the procedure, where it is one.
 */
code: string | null, 
/**
 * Id of the service, where it is received elsewhere.
 */
referral: string | null, 
/**
 * Title of either.
 */
name: string, 
/**
 * One plain sentence.
 */
why: string, 
/**
 * Whether it has questions and checked requirements.
 */
guided: boolean, 
/**
 * Whether it is in force today; services always are.
 */
in_force: boolean, };

export type EventView = { 
/**
 * Its id.
 */
id: string, 
/**
 * As people would head it.
 */
name: string, 
/**
 * Other ways people say it.
 */
say: Array<string>, 
/**
 * What to do, in order.
 */
steps: Array<EventStep>, };

export type EvidenceType = { 
/**
 * Unique in the catalogue.
 */
id: string, 
/**
 * As shown and printed.
 */
name: string, 
/**
 * Other names people use.
 */
also: Array<string>, 
/**
 * Who issues it.
 */
issuer: string | null, 
/**
 * Number of the blank form (*Mẫu số …*), where it is one.
 */
form: string | null, 
/**
 * National codes of results and papers.
 */
codes: Array<string>, };

export type ExemptionView = { 
/**
 * Its id.
 */
id: string, 
/**
 * As shown.
 */
title: string, };

export type Fault = { 
/**
 * What programs match.
 */
code: Code, 
/**
 * What a clerk reads: one or two Vietnamese sentences, what happened and what to do.
 */
message: string, 
/**
 * What the technician reads, never shown unasked.
 */
detail: string | null, };

export type Fee = { 
/**
 * Whole đồng; `null` where it is not known or a span.
 */
total: number | null, 
/**
 * Lowest and highest total where the law leaves a span.
 */
range: [number, number] | null, 
/**
 * What it is made of.
 */
lines: Array<FeeLine>, 
/**
 * Which exemption took something off.
 */
exempted_because: string | null, };

export type FeeForm = { 
/**
 * Unique over all tables.
 */
id: string, 
/**
 * As printed.
 */
name: string, 
/**
 * Whole đồng.
 */
amount: number | null, 
/**
 * A span in whole đồng.
 */
range: [number, number] | null, 
/**
 * By pages of the original.
 */
pages: PagesForm | null, 
/**
 * For what.
 */
per: Per, 
/**
 * Charged only for what is asked for beside the main result.
 */
on_request: boolean, 
/**
 * Ways of filing; all when empty.
 */
channels: Array<Channel>, 
/**
 * Cases of the procedure.
 */
when: Record<string, string[]>[], 
/**
 * Exemption ids.
 */
exempt: Array<string>, 
/**
 * Legal text.
 */
basis: string, 
/**
 * First day, `YYYY-MM-DD`; the procedure's own when empty.
 */
from: string, 
/**
 * Last day, `YYYY-MM-DD`.
 */
to: string, 
/**
 * The amount still has to be confirmed by the office.
 */
to_confirm: boolean, };

export type FeeLine = { 
/**
 * As printed.
 */
name: string, 
/**
 * For one; `null` where the law leaves a span and the office must say.
 */
amount: number | null, 
/**
 * How many.
 */
quantity: number, 
/**
 * For all; `null` like `amount`.
 */
sum: number | null, 
/**
 * Legal text.
 */
basis: string, 
/**
 * Still to be confirmed by the office.
 */
to_confirm: boolean, };

export type FieldType = "text" | "date" | "number" | "choice";

export type FileRef = { 
/**
 * SHA-256, hex; also where it lies.
 */
sha256: string, 
/**
 * Size in bytes.
 */
bytes: number, 
/**
 * Name it came with.
 */
name: string, 
/**
 * Pages of a PDF, 1 for a picture.
 */
pages?: number | null, };

export type FindQuery = { query: string, limit: number, };

export type FindingAt = { 
/**
 * A key of the form (`name`), or of a list with its position from 0 (`questions.2`).
 */
at: string, 
/**
 * What is wrong, Vietnamese.
 */
message: string, };

export type Finished = { 
/**
 * Evidence id; not needed where the procedure gives only one.
 */
kind: string | null, 
/**
 * Whose; needed where it is not the applicant's own.
 */
holder: HolderOf | null, 
/**
 * Official number.
 */
number: string | null, 
/**
 * Day of issue, `YYYY-MM-DD`; today when not given.
 */
issued: string | null, 
/**
 * Last day of validity, `YYYY-MM-DD`, or `không thời hạn`.
 */
valid_until: string | null, 
/**
 * Who issued it; the competent unit when not given.
 */
issuer: string | null, 
/**
 * Structured fields by id.
 */
fields: { [key in string]: string }, 
/**
 * Path of its file, or the name of a waiting scan.
 */
file: string | null, 
/**
 * Pages that the file must have.
 */
pages: number | null, 
/**
 * The shelf on which the paper lies.
 */
shelf: string | null, };

export type FiveTests = { 
/**
 * Every required field of its kind, and its number.
 */
structured: boolean, 
/**
 * Dates are dates, choices are choices, and an issuer of the city means one present unit.
 */
standardised: boolean, 
/**
 * The holder is known by number and birth date.
 */
identified: boolean, 
/**
 * Sealed by an office, or with the file it was made from.
 */
authenticated: boolean, 
/**
 * Stands, and has not expired.
 */
current: boolean, };

export type Found = "data" | "nothing" | "unreachable";

export type FromDecision = { 
/**
 * The form as far as it could be filled.
 */
form: ProcedureForm, 
/**
 * Number of the decision; empty where none was found.
 */
decision: string, 
/**
 * Its day, `YYYY-MM-DD`; empty where none was found.
 */
issued: string, };

export type HandOver = { 
/**
 * Id of the result.
 */
result: string, 
/**
 * Code of the reissue or extract that is not opened.
 */
procedure: string, 
/**
 * Number of whoever stands at the counter; the result must be theirs.
 */
person?: string | null, 
/**
 * Their birth date, `YYYY-MM-DD`.
 */
birth?: string | null, 
/**
 * Who took it, and the identity paper shown, where it was not the holder.
 */
receiver?: string | null, };

export type HeldBy = "person" | "organisation" | "either";

export type Hit = { 
/**
 * National code.
 */
code: string, 
/**
 * Official title.
 */
name: string, 
/**
 * Field of administration.
 */
field: string, 
/**
 * What it does.
 */
kind: Kind, 
/**
 * Whether it has questions and checked requirements.
 */
guided: boolean, 
/**
 * Whether it is in force today; one that is not can be read, not chosen.
 */
in_force: boolean, 
/**
 * Higher is better; comparable within one answer only.
 */
score: number, 
/**
 * Why it matched: goes on after *vì*.
 */
because: string, 
/**
 * Time limit in words.
 */
limit: string | null, 
/**
 * Price at the counter in words.
 */
fee_counter: string | null, 
/**
 * Price online in words.
 */
fee_online: string | null, };

export type Holder = "applicant" | "child" | "spouse" | "parent" | "deceased" | "other";

export type HolderOf = { 
/**
 * Identity number, or the organisation's number.
 */
id: string, 
/**
 * Full name.
 */
name: string, 
/**
 * `YYYY-MM-DD`; a bare year identifies nobody.
 */
birth: string | null, 
/**
 * An organisation rather than a person.
 */
organisation: boolean, };

export type HolderRead = { 
/**
 * Identity number, or the organisation's.
 */
id: string, 
/**
 * Birth date, `YYYY-MM-DD`; none for an organisation.
 */
birth?: string | null, 
/**
 * Name; what is on record under that number when not given.
 */
name?: string | null, 
/**
 * An organisation.
 */
organisation: boolean, };

export type ImportBatch = { 
/**
 * Its id.
 */
batch: string, 
/**
 * When.
 */
at: string, 
/**
 * Who.
 */
by: string, 
/**
 * Name of the file.
 */
file: string, 
/**
 * Lines that went in.
 */
added: number, 
/**
 * Lines that did not.
 */
rejected: number, 
/**
 * When it was taken back.
 */
undone_at: string | null, 
/**
 * Who took it back.
 */
undone_by: string | null, };

export type ImportFile = { path: string, dry_run: boolean, };

export type ImportId = { batch: string, };

export type ImportLine = { 
/**
 * Its number in the file.
 */
line: number, 
/**
 * Evidence id.
 */
kind: string, 
/**
 * What that is called.
 */
name: string, 
/**
 * Whose.
 */
holder: HolderOf, 
/**
 * Official number.
 */
number: string | null, 
/**
 * Day of issue, `YYYY-MM-DD`.
 */
issued: string | null, 
/**
 * Last day of validity, `YYYY-MM-DD`.
 */
valid_until: string | null, 
/**
 * Structured fields.
 */
fields: number, };

export type ImportProgress = { 
/**
 * Lines done; each is done twice, looked at and written, unless it is a dry run.
 */
done: number, 
/**
 * Lines in all; 0: nothing runs.
 */
all: number, };

export type ImportReport = { 
/**
 * Lines below the heading that are not empty.
 */
read: number, 
/**
 * Lines that can go in.
 */
good: number, 
/**
 * Lines that went in; none in a dry run.
 */
added: number, 
/**
 * Lines that do not go in.
 */
rejected: Array<RejectedLine>, 
/**
 * What to look at in lines that do.
 */
remarks: Array<LineRemark>, 
/**
 * Headings of columns that are not taken.
 */
ignored: Array<string>, 
/**
 * The first good lines as understood.
 */
lines: Array<ImportLine>, 
/**
 * Under which it can be taken back; none when nothing went in.
 */
batch: string | null, 
/**
 * Nothing was written.
 */
dry_run: boolean, };

export type JobState = "pending" | "printing" | "done" | "held" | "failed" | "gone";

export type KeptUpdate = { 
/**
 * Where it stands.
 */
state: UpdateState, 
/**
 * Since when.
 */
at: string, 
/**
 * Who did it.
 */
by: string, 
/**
 * Day and number, `2026-11-21.1`.
 */
version: UpdateVersion, 
/**
 * When it was signed.
 */
made: string, 
/**
 * Who signed.
 */
signer: string, 
/**
 * Name of the key.
 */
key: string, 
/**
 * Signed with a root key.
 */
root: boolean, 
/**
 * The oldest program that can use it.
 */
least_program: string, 
/**
 * The program it was made with.
 */
made_with: string, 
/**
 * In the maker's words.
 */
note: string, 
/**
 * SHA-256 of the whole file, hex.
 */
sha256: string, };

export type Kind = "new" | "reissue" | "exchange" | "extract" | "confirm" | "notify" | "change";

export type KnownField = { 
/**
 * Its name as in [`Person`] or [`Organisation`].
 */
field: string, 
/**
 * The value.
 */
value: string, 
/**
 * Where it comes from.
 */
source: string, 
/**
 * Of what day.
 */
date: string, 
/**
 * Read from a card or from an official result that stands, and not typed over since.
 */
verified: boolean, };

export type KnownOrganisation = { 
/**
 * Where each field comes from.
 */
fields: Array<KnownField>, 
/**
 * What is on record beside it and says something else.
 */
others: Array<KnownField>, 
/**
 * Enterprise, tax or establishment number.
 */
id: string, 
/**
 * Full name.
 */
name: string, 
/**
 * Seat.
 */
address: string | null, 
/**
 * Telephone number.
 */
phone: string | null, 
/**
 * E-mail address.
 */
email: string | null, 
/**
 * What the person is in it (*giám đốc, người được cử đi nộp*).
 */
representative_role: string | null, };

export type KnownPerson = { 
/**
 * Every number known to be this person's, the one asked for first.
 */
numbers: Array<string>, 
/**
 * Where each field comes from.
 */
fields: Array<KnownField>, 
/**
 * What is on record beside it and says something else: a changed name, an old address.
 */
others: Array<KnownField>, 
/**
 * Personal identification number (12 digits), old identity card (9 digits) or passport number.
 */
id: string, 
/**
 * Full name.
 */
name: string, 
/**
 * `YYYY-MM-DD`, or `YYYY` where only the year is known.
 */
birth: string | null, 
/**
 * As on the paper shown.
 */
sex: Sex | null, 
/**
 * Residence.
 */
address: string | null, 
/**
 * Telephone number.
 */
phone: string | null, 
/**
 * E-mail address.
 */
email: string | null, 
/**
 * Country; `null` is Việt Nam.
 */
nationality: string | null, };

export type LawfulView = { 
/**
 * The time limit in words.
 */
limit: string, 
/**
 * When it would be due by it.
 */
due: Due, };

export type LeadTime = { 
/**
 * Procedure code.
 */
code: string, 
/**
 * Title.
 */
name: string, 
/**
 * The version.
 */
version: string, 
/**
 * The decision.
 */
decision: string | null, 
/**
 * Day of the decision, `YYYY-MM-DD`.
 */
issued: string, 
/**
 * When it could be used: approved and in force.
 */
usable: string, 
/**
 * Working days from the decision's day, that day not counted.
 */
working_days: number, 
/**
 * By when it had to be usable.
 */
latest: string, 
/**
 * Whether it was.
 */
in_time: boolean, 
/**
 * Minutes from the first line written to the approval.
 */
minutes: number, };

export type LearnedView = { 
/**
 * Title of the procedure; its code where the catalogue has it no more.
 */
name: string, 
/**
 * Its id.
 */
id: string, 
/**
 * As typed, lower case.
 */
phrase: string, 
/**
 * The procedure that was chosen.
 */
code: string, 
/**
 * How often.
 */
times: number, 
/**
 * Written down by a clerk.
 */
taught: boolean, 
/**
 * Whether finding uses it: taught, or chosen often enough, and not removed.
 */
used: boolean, 
/**
 * Removed by a clerk; it can come back.
 */
removed: boolean, };

export type LimitForm = { 
/**
 * The cases.
 */
when: Record<string, string[]>[], 
/**
 * `same_day`, `3 working_day`, `10 day + 5 day`.
 */
limit: string, 
/**
 * Legal text.
 */
basis: string, 
/**
 * What to tell the citizen.
 */
note: string, };

export type LineRemark = { 
/**
 * Its number in the file.
 */
line: number, 
/**
 * What to look at.
 */
text: string, };

export type LinkEvent = { 
/**
 * One number.
 */
a: string, 
/**
 * The other.
 */
b: string, 
/**
 * When.
 */
at: string, 
/**
 * `linked` or `undone`.
 */
what: string, 
/**
 * Who.
 */
by: string, 
/**
 * Why.
 */
why: string | null, };

export type Look = { 
/**
 * Best first.
 */
rows: Array<LookRow>, 
/**
 * The answer, where a question was asked.
 */
answer: AnswerView | null, };

export type LookRow = { "what": "procedure" } & Hit | { "what": "referral" } & ReferralView | { "what": "event" } & EventRow;

export type LookUp = { 
/**
 * Its id.
 */
id: string, 
/**
 * Id of the source.
 */
source: string, 
/**
 * Number of the person or organisation it was about.
 */
person: string, 
/**
 * The paper that the data stands for (evidence id), where it was about one.
 */
paper: string | null, 
/**
 * What came of it.
 */
found: Found, 
/**
 * The evidence: what the screen said, number of the answer.
 */
evidence: string, 
/**
 * The dossier it belongs to.
 */
dossier: string | null, 
/**
 * Who looked.
 */
by: string, 
/**
 * When.
 */
at: string, };

export type LookUpsOf = { person: string, };

export type MeasureSpan = { from: string | null, to: string | null, };

export type MissingItem = { 
/**
 * Requirement id.
 */
requirement: string, 
/**
 * Its name.
 */
name: string, 
/**
 * What is missing, with every alternative, and the legal basis.
 */
why: string, };

export type NamedId = { 
/**
 * Its id.
 */
id: string, 
/**
 * As shown.
 */
name: string, };

export type Namesake = { 
/**
 * Identity number.
 */
id: string, 
/**
 * Name as entered.
 */
name: string, 
/**
 * Birth date, where all that is on record agrees.
 */
birth: string | null, 
/**
 * Born on the same day: perhaps one person with an old and a new number.
 */
same_birth: boolean, };

export type Nearest = { 
/**
 * Its code.
 */
code: string, 
/**
 * Its title.
 */
name: string, };

export type Need = "file" | "show" | "data";

export type NewLookUp = { 
/**
 * Id of the source.
 */
source: string, 
/**
 * Number of the person or organisation.
 */
person: string, 
/**
 * The paper that the data stands for (evidence id).
 */
paper: string | null, 
/**
 * What came of it.
 */
found: Found, 
/**
 * What the screen said, number of the answer.
 */
evidence: string, 
/**
 * The dossier it belongs to.
 */
dossier: string | null, };

export type NewResult = { 
/**
 * An evidence id.
 */
kind: string, 
/**
 * Whose.
 */
holder: HolderOf, 
/**
 * Official number.
 */
number: string | null, 
/**
 * Day of issue, `YYYY-MM-DD`.
 */
issued: string | null, 
/**
 * Last day of validity, `YYYY-MM-DD`, or `không thời hạn`; counted from the day of issue where the
 * kind has a validity.
 */
valid_until: string | null, 
/**
 * Who issued it; abolished units keep their name and resolve to the present one.
 */
issuer: string | null, 
/**
 * Structured fields by id.
 */
fields: { [key in string]: string }, 
/**
 * Path of its file (PDF or picture), or the name of one that waits in the folder of scans.
 */
file: string | null, 
/**
 * Pages that the file must have.
 */
pages?: number | null, 
/**
 * The shelf on which the paper lies.
 */
shelf: string | null, 
/**
 * Where it comes from; entered at the counter when not said.
 */
source: string | null, };

export type NotAskedForm = { 
/**
 * Their keys.
 */
official: Array<string>, 
/**
 * Why.
 */
because: string, };

export type OfferedRecord = { code: string, name: string, 
/**
 * Has questions and checked requirements: changed only by editing.
 */
guided: boolean, };

export type OfficeChange = { 
/**
 * Switch to this clerk, or add him.
 */
clerk: string | null, 
/**
 * Another counter number.
 */
counter: number | null, 
/**
 * Office telephone.
 */
phone: string | null, 
/**
 * The official unit code.
 */
unit_code: string | null, 
/**
 * Printer queue.
 */
printer: string | null, };

export type OfficeState = { 
/**
 * Whether an office has been set up here.
 */
set_up: boolean, 
/**
 * A sample office.
 */
sample: boolean, 
/**
 * Code that dossier codes begin with.
 */
unit_code: string | null, 
/**
 * `phường Hải Châu`.
 */
unit_title: string | null, 
/**
 * This counter.
 */
counter: number | null, 
/**
 * Who sits here.
 */
clerk: string | null, 
/**
 * Who may sit here.
 */
clerks: Array<string>, 
/**
 * Office telephone.
 */
phone: string | null, 
/**
 * Office address.
 */
address: string | null, 
/**
 * Chosen printer.
 */
printer: string | null, 
/**
 * Where the data lie.
 */
data_dir: string, 
/**
 * Day of the catalogue's newest version, `YYYY-MM-DD`.
 */
catalogue_day: string, 
/**
 * What the clerk should read.
 */
notices: Array<string>, 
/**
 * Version of the program.
 */
version: string, 
/**
 * Records not yet shared with the hub; there is no hub yet, so none wait.
 */
not_shared: number, };

export type OfficeVersion = { 
/**
 * Its id.
 */
id: string, 
/**
 * Procedure code.
 */
code: string, 
/**
 * Title.
 */
name: string, 
/**
 * First day and digest: what a dossier keeps.
 */
version: string, 
/**
 * First day it is used, `YYYY-MM-DD`.
 */
effective_from: string, 
/**
 * Version that it began from.
 */
based_on: string | null, 
/**
 * The decision that it rests on.
 */
decision: string | null, 
/**
 * Day of that decision, `YYYY-MM-DD`.
 */
issued: string | null, 
/**
 * What to remember of it.
 */
note: string | null, 
/**
 * Who wrote it.
 */
author: string, 
/**
 * When it was begun.
 */
begun: string, 
/**
 * When it was approved.
 */
approved: string, 
/**
 * Who approved it.
 */
approved_by: string, 
/**
 * When it was taken back.
 */
undone: string | null, 
/**
 * Who took it back.
 */
undone_by: string | null, 
/**
 * Why.
 */
undone_why: string | null, };

export type OrWhenForm = { 
/**
 * The cases.
 */
when: Record<string, string[]>[], 
/**
 * Any one of these lists.
 */
any_of: Array<Array<PaperForm>>, };

export type Organisation = { 
/**
 * Enterprise, tax or establishment number.
 */
id: string, 
/**
 * Full name.
 */
name: string, 
/**
 * Seat.
 */
address: string | null, 
/**
 * Telephone number.
 */
phone: string | null, 
/**
 * E-mail address.
 */
email: string | null, 
/**
 * What the person is in it (*giám đốc, người được cử đi nộp*).
 */
representative_role: string | null, };

export type Origin = "bundled" | "office" | "imported";

export type Outage = { 
/**
 * Id of the source.
 */
source: string, 
/**
 * Its name.
 */
name: string, 
/**
 * First moment.
 */
from: string, 
/**
 * When it answered again; `None`: it does not yet.
 */
to: string | null, 
/**
 * Why, where somebody said.
 */
why: string | null, 
/**
 * Who noted it.
 */
by: string, };

export type Outcome = { 
/**
 * Received, supplement or refused.
 */
outcome: OutcomeKind, 
/**
 * Its code.
 */
dossier: string, 
/**
 * When due.
 */
due: string | null, 
/**
 * Rests on days off that are not yet official.
 */
provisional: boolean, 
/**
 * What is to be paid.
 */
fee: Fee, 
/**
 * Papers made.
 */
papers: Array<PrintedPaper>, 
/**
 * Text of the QR.
 */
qr: string, 
/**
 * The QR as a picture.
 */
qr_svg: string, 
/**
 * What form 02 asks for.
 */
missing: Array<MissingItem>, 
/**
 * Results that could be handed over at once, without this dossier (R3).
 */
on_the_spot?: Array<SpotView>, 
/**
 * Why it was refused.
 */
reason: string | null, };

export type OutcomeKind = "received" | "supplement" | "refused";

export type PageView = { 
/**
 * A `data:` address of a picture; none where another program must show it.
 */
picture: string | null, };

export type PagesForm = { 
/**
 * How many pages at the first price.
 */
first: number, 
/**
 * Price of each of them.
 */
first_amount: number, 
/**
 * Price of each further page.
 */
next_amount: number, 
/**
 * At most so much for a copy.
 */
cap: number, };

export type PaperForm = { 
/**
 * Evidence id.
 */
evidence: string, 
/**
 * Originals.
 */
original: number, 
/**
 * Copies.
 */
copy: number, 
/**
 * Number of the blank form.
 */
form: string, 
/**
 * What the paper must be like.
 */
note: string, };

export type PaperJob = { id: string, printer: string, };

export type PaperPath = { path: string, };

export type PaperPrint = { path: string, copies: number, title: string, };

export type PaperSave = { path: string, to: string, };

export type PaperView = { 
/**
 * Evidence id.
 */
evidence: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Originals.
 */
original: number, 
/**
 * Copies.
 */
copy: number, 
/**
 * Number of its blank form.
 */
form: string | null, 
/**
 * What it must be like.
 */
note: string | null, };

export type Per = "case" | "copy" | "person";

export type Person = { 
/**
 * Personal identification number (12 digits), old identity card (9 digits) or passport number.
 */
id: string, 
/**
 * Full name.
 */
name: string, 
/**
 * `YYYY-MM-DD`, or `YYYY` where only the year is known.
 */
birth: string | null, 
/**
 * As on the paper shown.
 */
sex: Sex | null, 
/**
 * Residence.
 */
address: string | null, 
/**
 * Telephone number.
 */
phone: string | null, 
/**
 * E-mail address.
 */
email: string | null, 
/**
 * Country; `null` is Việt Nam.
 */
nationality: string | null, };

export type PersonCheck = { 
/**
 * Must be mended before reception.
 */
faults: Array<Warning>, 
/**
 * May stay: a contradiction is a warning, not a refusal (`DOMAIN` 9.1).
 */
warnings: Array<Warning>, };

export type PersonNear = { id: string, name: string, birth: string | null, };

export type PersonNumber = { id: string, };

export type PersonSame = { a: string, b: string, why: string, };

export type PersonView = { 
/**
 * What was decided about the numbers, oldest first.
 */
links: Array<LinkEvent>, 
/**
 * Others of that name: only to be looked at.
 */
namesakes: Array<Namesake>, 
/**
 * How many results are stored under all numbers.
 */
results: number, 
/**
 * Every number known to be this person's, the one asked for first.
 */
numbers: Array<string>, 
/**
 * Where each field comes from.
 */
fields: Array<KnownField>, 
/**
 * What is on record beside it and says something else: a changed name, an old address.
 */
others: Array<KnownField>, 
/**
 * Personal identification number (12 digits), old identity card (9 digits) or passport number.
 */
id: string, 
/**
 * Full name.
 */
name: string, 
/**
 * `YYYY-MM-DD`, or `YYYY` where only the year is known.
 */
birth: string | null, 
/**
 * As on the paper shown.
 */
sex: Sex | null, 
/**
 * Residence.
 */
address: string | null, 
/**
 * Telephone number.
 */
phone: string | null, 
/**
 * E-mail address.
 */
email: string | null, 
/**
 * Country; `null` is Việt Nam.
 */
nationality: string | null, };

export type PictureFile = { path: string, };

export type PlainWords = { 
/**
 * What it is for.
 */
purpose: string, 
/**
 * What to bring.
 */
bring: string, 
/**
 * What happens next and when.
 */
next: string, };

export type Principal = { 
/**
 * As for [`Person`].
 */
id: string, 
/**
 * Full name.
 */
name: string, 
/**
 * `YYYY-MM-DD` or `YYYY`.
 */
birth: string | null, 
/**
 * Residence.
 */
address: string | null, 
/**
 * Telephone number.
 */
phone: string | null, 
/**
 * E-mail address.
 */
email: string | null, 
/**
 * The authorisation paper: its kind, number and date.
 */
authorisation: string | null, };

export type PrintJob = { id: string, printer: string, state: JobState, message: string, };

export type PrintedPaper = { 
/**
 * `01`, `02`, `03` or `guidance`.
 */
form: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Absolute path.
 */
path: string, 
/**
 * SHA-256 of the file, hex.
 */
sha256: string, };

export type PrinterView = { name: string, title: string, is_default: boolean, state: string, ready: boolean, };

export type ProcedureApproval = { 
/**
 * Id of the draft.
 */
draft: string, 
/**
 * First day it is used, `YYYY-MM-DD`.
 */
effective_from: string, 
/**
 * The decision that it rests on; the draft's where `None`.
 */
decision: string | null, 
/**
 * Day of that decision, `YYYY-MM-DD`; the draft's where `None`.
 */
issued: string | null, 
/**
 * What to remember of it.
 */
note: string | null, };

export type ProcedureChange = { 
/**
 * The part as a clerk calls it: “Giấy tờ: Giấy chứng sinh”.
 */
part: string, 
/**
 * What of it: “Thời hạn”, “Khi nào cần”.
 */
what: string, 
/**
 * What happened.
 */
sort: ChangeSort, 
/**
 * How it read; `None` where it was not there.
 */
before: string | null, 
/**
 * How it reads; `None` where it is gone.
 */
after: string | null, };

export type ProcedureCode = { code: string, };

export type ProcedureDiff = { 
/**
 * Procedure code.
 */
code: string, 
/**
 * Its title, after.
 */
name: string, 
/**
 * What stands on the left: “bản 2026-01-15”, “danh mục hiện dùng”.
 */
before: string, 
/**
 * What stands on the right.
 */
after: string, 
/**
 * In the order in which the procedure is read; empty: the same.
 */
changes: Array<ProcedureChange>, };

export type ProcedureDraft = { 
/**
 * Its id.
 */
id: string, 
/**
 * Procedure code; empty until the text has one.
 */
code: string, 
/**
 * Title; empty until the text has one.
 */
name: string, 
/**
 * The authored text.
 */
text: string, 
/**
 * Version of the procedure that it began from.
 */
based_on: string | null, 
/**
 * The decision that it rests on.
 */
decision: string | null, 
/**
 * Day of that decision, `YYYY-MM-DD`.
 */
issued: string | null, 
/**
 * When it was begun.
 */
begun: string, 
/**
 * When it was last saved.
 */
saved: string, 
/**
 * Who wrote it.
 */
by: string, };

export type ProcedureForm = { 
/**
 * National code, `D.DDDDDD`.
 */
code: string, 
/**
 * Official title.
 */
name: string, 
/**
 * Field of administration.
 */
field: string, 
/**
 * What it does.
 */
kind: Kind, 
/**
 * First day in force, `YYYY-MM-DD`.
 */
effective_from: string, 
/**
 * Last day in force, `YYYY-MM-DD`.
 */
effective_to: string, 
/**
 * Why it is over, where it was abolished.
 */
ended: EndedForm | null, 
/**
 * Legal texts.
 */
basis: Array<string>, 
/**
 * Who decides.
 */
authority: string, 
/**
 * The page on the national portal.
 */
url: string, 
/**
 * Time limits by case; the first that holds counts.
 */
limits: Array<LimitForm>, 
/**
 * By how much the limit may be prolonged, as a limit is written.
 */
extend: string, 
/**
 * Evidence ids of the result.
 */
produces: Array<string>, 
/**
 * Evidence ids that a reissue gives again beside what it produces.
 */
reissues: Array<string>, 
/**
 * Whose the result is, where it is not the applicant's own.
 */
result_holder: Holder | null, 
/**
 * The city promises the same day beside the lawful limit.
 */
exchange_same_day: boolean, 
/**
 * For the citizen.
 */
plain: PlainWords | null, 
/**
 * In order.
 */
questions: Array<QuestionForm>, 
/**
 * In order.
 */
requirements: Array<RequirementForm>, 
/**
 * Cases not received here.
 */
refusals: Array<RefusalForm>, 
/**
 * Official components not asked for.
 */
not_asked: Array<NotAskedForm>, 
/**
 * Fees of its own; where there are any they are all its fees.
 */
fees: Array<FeeForm>, 
/**
 * Papers that no other procedure names.
 */
evidence: Array<EvidenceType>, };

export type ProcedureLine = { 
/**
 * National code.
 */
code: string, 
/**
 * Official title.
 */
name: string, 
/**
 * What of it changes, in words.
 */
what: Array<string>, };

export type ProcedureView = { 
/**
 * National code.
 */
code: string, 
/**
 * Official title.
 */
name: string, 
/**
 * Field of administration.
 */
field: string, 
/**
 * What it does.
 */
kind: Kind, 
/**
 * Whether it has questions and checked requirements.
 */
guided: boolean, 
/**
 * First day and digest.
 */
version: string, 
/**
 * First day, `YYYY-MM-DD`.
 */
effective_from: string | null, 
/**
 * Last day, `YYYY-MM-DD`.
 */
effective_to: string | null, 
/**
 * Who decides.
 */
authority: string | null, 
/**
 * Page on the national portal.
 */
url: string | null, 
/**
 * Legal texts.
 */
basis: Array<string>, 
/**
 * Time limit in words.
 */
limit: string | null, 
/**
 * Price in words.
 */
fee: string | null, 
/**
 * What it gives.
 */
results: Array<string>, 
/**
 * For the citizen.
 */
plain: PlainWords | null, 
/**
 * Whether it is in force today.
 */
in_force: boolean, };

export type ProducedView = { 
/**
 * Evidence id.
 */
kind: string, 
/**
 * What that is called.
 */
name: string, 
/**
 * As it would go in.
 */
result: NewResult, 
/**
 * What the clerk has yet to give, by its shown name; empty: it goes in by itself.
 */
missing: Array<string>, };

export type QuestionForm = { 
/**
 * Unique within the procedure.
 */
id: string, 
/**
 * As asked of a citizen.
 */
ask: string, 
/**
 * What the clerk may add.
 */
help: string, 
/**
 * When it is asked.
 */
when: Record<string, string[]>[], 
/**
 * The answers.
 */
options: Array<Choice>, };

export type QuestionView = { 
/**
 * Unique within the procedure.
 */
id: string, 
/**
 * As asked.
 */
text: string, 
/**
 * What the clerk may add.
 */
help: string | null, 
/**
 * At least two.
 */
options: Array<ChoiceView>, 
/**
 * The chosen option.
 */
answer: string | null, };

export type Rate = { 
/**
 * How it is computed.
 */
how: string, 
/**
 * Counted.
 */
numerator: number, 
/**
 * Out of.
 */
denominator: number, 
/**
 * Per cent, one decimal; none where there is nothing to count.
 */
percent: number | null, };

export type Reach = "ready" | "down" | "absent" | "unknown";

export type Reason = "valid" | "sample" | "not_ours" | "mangled" | "garbled" | "newer_seal" | "unknown_key" | "altered" | "prefix_differs" | "not_for_unit" | "outside_certificate" | "revoked" | "from_the_future" | "expired" | "withdrawn";

export type Reception = { 
/**
 * Procedure code; a local suffix is cut off.
 */
procedure: string, 
/**
 * Question id to option id.
 */
answers: { [key in string]: string }, 
/**
 * Who stands at the counter.
 */
person: Person, 
/**
 * The organisation he files for.
 */
organisation: Organisation | null, 
/**
 * The principal he acts for.
 */
on_behalf_of: Principal | null, 
/**
 * How it is filed.
 */
channel: Channel, 
/**
 * When it came in, local; now when not given.
 */
received: string | null, 
/**
 * Why the time differs from the clock.
 */
received_why: string | null, 
/**
 * Papers handed in (and what is only shown, if the clerk lists it).
 */
submitted: Array<Submitted>, 
/**
 * Requirement ids shown, or looked up by the clerk.
 */
shown: Array<string>, 
/**
 * Stored results used instead of paper.
 */
reuse: Array<Reused>, 
/**
 * What the clerk did with proposed results beside using them: looked at one, asked for the paper.
 */
decisions?: Array<Decision>, 
/**
 * Where the result goes.
 */
return: ReturnAt, 
/**
 * Address for the post.
 */
return_address: string | null, 
/**
 * Name of the clerk; the present one when not given.
 */
clerk: string | null, 
/**
 * Pages of the original.
 */
pages: number | null, 
/**
 * Copies asked for.
 */
copies: number | null, 
/**
 * Cases, papers or persons.
 */
quantity: number | null, 
/**
 * Exemption id.
 */
exempt: string | null, 
/**
 * Number of the official e-receipt.
 */
e_receipt: string | null, 
/**
 * The citizen's unit of residence.
 */
residence_unit: string | null, 
/**
 * The unit that decides, where it is not this one.
 */
competent_unit: string | null, 
/**
 * Sets of papers; 1 when not given.
 */
sets: number | null, 
/**
 * Why an exchange or reissue that the city promises the same day takes the lawful limit.
 */
not_same_day?: string | null, 
/**
 * Why a reissue or extract is opened although its result could be handed over at once.
 */
despite?: string | null, 
/**
 * A refusal the clerk states himself.
 */
refuse: Refuse | null, 
/**
 * The half-done guide this comes from; it goes with the reception.
 */
draft: string | null, 
/**
 * Fields of the person that were read from the card and not typed over.
 */
scanned?: Array<string> | null, };

export type RecordBatch = { 
/**
 * Its id.
 */
batch: string, 
/**
 * When.
 */
at: string, 
/**
 * Who.
 */
by: string, 
/**
 * Name of the file.
 */
file: string, 
/**
 * How many lines of each sort.
 */
counts: RecordBatchCounts, 
/**
 * When it was taken back.
 */
undone_at: string | null, 
/**
 * Who took it back.
 */
undone_by: string | null, };

export type RecordBatchCounts = { 
/**
 * New here.
 */
imported: number, 
/**
 * Other than before.
 */
updated: number, 
/**
 * Nothing new.
 */
unchanged: number, 
/**
 * Beside an authored entry.
 */
offered: number, 
/**
 * Went nowhere.
 */
rejected: number, };

export type RecordBatchId = { batch: string, };

export type RecordFile = { path: string, dry_run: boolean, };

export type RecordImport = { 
/**
 * Lines that are not empty.
 */
read: number, 
/**
 * New here.
 */
imported: number, 
/**
 * Known here, and other than before.
 */
updated: number, 
/**
 * Nothing in it was new.
 */
unchanged: number, 
/**
 * Differs from an authored entry: kept beside it to look at.
 */
offered: number, 
/**
 * Lines that went nowhere.
 */
rejected: Array<RejectedRecord>, 
/**
 * Further bad lines, beyond those shown.
 */
rejected_more: number, 
/**
 * Codes that differ from an authored entry.
 */
differs: Array<string>, 
/**
 * What would be otherwise, where nothing was to be written: the first few hundred procedures.
 */
changes: Array<ProcedureDiff>, 
/**
 * Under which it can be taken back; none when nothing went in.
 */
batch: string | null, 
/**
 * Nothing was written, as was asked.
 */
dry_run: boolean, 
/**
 * Stopped half-way: nothing was written.
 */
cancelled: boolean, };

export type RecordList = { batches: Array<RecordBatch>, offered: Array<OfferedRecord>, };

export type RecordOf = { code: string, };

export type RecordProgress = { 
/**
 * Bytes read.
 */
done: number, 
/**
 * Bytes in all; 0: nothing runs.
 */
all: number, };

export type RecordTake = { code: string, 
/**
 * It stands in place of the listed entry; else it is let go.
 */
take: boolean, };

export type Referral = { 
/**
 * Unique.
 */
id: string, 
/**
 * What people want.
 */
name: string, 
/**
 * What they call it.
 */
also: Array<string>, 
/**
 * Who handles it.
 */
who: string, 
/**
 * Where.
 */
where: string, 
/**
 * How.
 */
how: string, 
/**
 * Whether it can be done online.
 */
online: boolean, 
/**
 * Legal text.
 */
basis: string | null, 
/**
 * Official page.
 */
url: string | null, 
/**
 * Still to be confirmed by the office.
 */
to_confirm: boolean, };

export type ReferralView = { 
/**
 * Higher is better; beside procedures of the same answer.
 */
score: number, 
/**
 * Why it was found.
 */
because: string, 
/**
 * Unique.
 */
id: string, 
/**
 * What people want.
 */
name: string, 
/**
 * What they call it.
 */
also: Array<string>, 
/**
 * Who handles it.
 */
who: string, 
/**
 * Where.
 */
where: string, 
/**
 * How.
 */
how: string, 
/**
 * Whether it can be done online.
 */
online: boolean, 
/**
 * Legal text.
 */
basis: string | null, 
/**
 * Official page.
 */
url: string | null, 
/**
 * Still to be confirmed by the office.
 */
to_confirm: boolean, };

export type RefusalForm = { 
/**
 * The cases.
 */
when: Record<string, string[]>[], 
/**
 * The reason printed on form 03.
 */
reason: string, 
/**
 * Legal texts.
 */
basis: Array<string>, 
/**
 * Where to go instead.
 */
go_to: string, };

export type RefusalView = { 
/**
 * The specific reason.
 */
reason: string, 
/**
 * Legal texts.
 */
basis: string, 
/**
 * Where to go instead.
 */
go_to: string | null, };

export type Refuse = { 
/**
 * The specific reason.
 */
reason: string, 
/**
 * Legal text.
 */
basis: string | null, 
/**
 * Where to go instead.
 */
go_to: string | null, };

export type RejectedLine = { 
/**
 * Its number in the file.
 */
line: number, 
/**
 * Why, in words.
 */
why: string, 
/**
 * What stands in it.
 */
text: string, };

export type RejectedRecord = { 
/**
 * Its number in the file.
 */
line: number, 
/**
 * The procedure code as far as it could be read.
 */
code: string | null, 
/**
 * Why, in words.
 */
why: string, };

export type RequirementForm = { 
/**
 * Unique within the procedure.
 */
id: string, 
/**
 * Short name.
 */
name: string, 
/**
 * File, show or data.
 */
need: Need, 
/**
 * When a case has it.
 */
when: Record<string, string[]>[], 
/**
 * Any one of these lists, all papers within a list.
 */
any_of: Array<Array<PaperForm>>, 
/**
 * Alternatives that only some cases have.
 */
or_when: Array<OrWhenForm>, 
/**
 * Whose paper it is, where it is not the applicant's own.
 */
holder: Holder | null, 
/**
 * Source id that makes the paper unnecessary.
 */
replaced_by: string, 
/**
 * Legal texts.
 */
basis: Array<string>, 
/**
 * A sentence for clerk and citizen.
 */
note: string, 
/**
 * Keys of official components.
 */
official: Array<string>, };

export type RequirementView = { 
/**
 * Unique within the procedure.
 */
id: string, 
/**
 * Short name.
 */
name: string, 
/**
 * File, show or data.
 */
need: Need, 
/**
 * Which answer brought it.
 */
because: string, 
/**
 * Legal texts.
 */
basis: string, 
/**
 * A sentence for clerk and citizen.
 */
note: string | null, 
/**
 * The database that answers it, by name.
 */
source: string | null, 
/**
 * Whether the database that answers it, or may by a rule, can be asked now.
 */
source_state?: SourceStateView | null, 
/**
 * Any one of these lists, all papers within a list; preferred first.
 */
alternatives: Array<Array<PaperView>>, 
/**
 * Stored results that satisfy it, usable or nearly.
 */
reuse: Array<ReuseView>, };

export type ResultAttach = { result: string, file: string, pages?: number | null, };

export type ResultEvent = { 
/**
 * When.
 */
at: string, 
/**
 * `added`, `taken`, `sealed`, `used`, `handed_over`, `revoked`, `replaced`.
 */
what: string, 
/**
 * Who.
 */
by: string, 
/**
 * Why, or for which dossier.
 */
why: string | null, };

export type ResultField = { 
/**
 * Unique within the kind.
 */
id: string, 
/**
 * As shown.
 */
name: string, 
/**
 * What it holds.
 */
type: FieldType, 
/**
 * Must be filled for the result to count as structured.
 */
required: boolean, 
/**
 * The choices, for [`FieldType::Choice`].
 */
choices: Array<string>, 
/**
 * The field of the person that it answers (R4: ask once).
 */
person: string | null, };

export type ResultFileSave = { result: string, to: string, };

export type ResultId = { result: string, };

export type ResultKindView = { id: string, name: string, holder: HeldBy, months: number | null, own_end: boolean, number: boolean, issuer: string | null, fields: Array<ResultField>, };

export type ResultPage = { result: string, page: number, };

export type ResultRevoke = { result: string, why: string, 
/**
 * The newer result that takes its place, where it is replaced and not revoked.
 */
replaced_by?: string | null, };

export type ResultSeal = { result: string, };

export type ResultView = { 
/**
 * Its id.
 */
result: string, 
/**
 * Evidence id.
 */
kind: string, 
/**
 * What that is called.
 */
name: string, 
/**
 * Whose.
 */
holder: HolderOf, 
/**
 * Official number.
 */
number: string | null, 
/**
 * Day of issue.
 */
issued: string | null, 
/**
 * Last day of validity.
 */
valid_until: string | null, 
/**
 * Whether it is known: with neither a last day nor `không thời hạn` entered it may be over.
 */
validity_known: boolean, 
/**
 * Who issued it.
 */
issuer: string | null, 
/**
 * Code of the present unit.
 */
issuer_unit: string | null, 
/**
 * The present unit, or those among which an abolished one was divided; empty where the issuer is no unit
 * of the city.
 */
issuer_now?: Array<string>, 
/**
 * Structured fields.
 */
fields: { [key in string]: string }, 
/**
 * Its file.
 */
file: FileRef | null, 
/**
 * The shelf.
 */
shelf: string | null, 
/**
 * Where it comes from.
 */
source: string, 
/**
 * Whether it stands.
 */
standing: Standing, 
/**
 * Whether it carries a seal.
 */
sealed: boolean, 
/**
 * Who entered it.
 */
entered_by: string, 
/**
 * When.
 */
entered_at: string, 
/**
 * The five tests.
 */
tests: FiveTests, 
/**
 * What has happened, oldest first.
 */
events: Array<ResultEvent>, };

export type ResultsOf = { person: string, };

export type ReturnAt = "counter" | "post" | "online";

export type ReuseMeasure = { 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, 
/**
 * Dossiers received; refusals are none.
 */
dossiers: number, 
/**
 * Their components.
 */
components: Components, 
/**
 * By whom, in order of the name.
 */
clerks: Array<ClerkShare>, 
/**
 * Kinds of results used in place of paper or handed over, most used first.
 */
kinds: Array<Times>, 
/**
 * How many of those that the plan wants are in reuse.
 */
kinds_reused: number, 
/**
 * How many the plan wants.
 */
kinds_wanted: number, 
/**
 * Procedures in which a result took the place of paper, most often first.
 */
procedures: Array<Times>, 
/**
 * Reissues and extracts that were not opened because the result was handed over.
 */
reissues_avoided: number, 
/**
 * The same by procedure, most often first.
 */
avoided: Array<Times>, 
/**
 * Reissues and extracts opened although the result could have been handed over.
 */
reissues_despite: number, 
/**
 * Of all dossiers finished.
 */
same_day: SameDay, 
/**
 * Of reissues and exchanges finished.
 */
same_day_exchange: SameDay, };

export type ReuseView = { 
/**
 * Id of the result.
 */
result: string, 
/**
 * The evidence it is.
 */
evidence: string, 
/**
 * The papers of this requirement that it stands for.
 */
replaces: Array<string>, 
/**
 * Day of issue, `YYYY-MM-DD`.
 */
issued: string | null, 
/**
 * Last day of validity, `YYYY-MM-DD`.
 */
valid_until: string | null, 
/**
 * Where it comes from.
 */
source: string, 
/**
 * Whether it may be used now.
 */
usable: boolean, 
/**
 * Why, or why not.
 */
why: string, 
/**
 * What the clerk should know of the rule by which it may be used.
 */
note?: string | null, };

export type Reused = { 
/**
 * Requirement id.
 */
requirement: string, 
/**
 * Result id.
 */
result: string, };

export type SameDay = { 
/**
 * Of those promised the same day, how many kept it.
 */
by_limit: Rate, 
/**
 * Of all, how many had their result the day they came.
 */
by_actual: Rate, };

export type ScanFolder = { path: string | null, };

export type ScanName = { name: string, };

export type ScanPage = { name: string, page: number, small: boolean, };

export type ScanView = { 
/**
 * Name of the file: what entering a result names.
 */
name: string, 
/**
 * Absolute path.
 */
path: string, 
/**
 * `pdf`, `png`, `jpeg`; none for what cannot be read.
 */
kind: string | null, 
/**
 * Size in bytes.
 */
bytes: number, 
/**
 * When it was written.
 */
written: string | null, 
/**
 * Pages; a picture is one.
 */
pages: number | null, 
/**
 * Pages with nothing on them.
 */
blank: Array<number>, 
/**
 * Whether a result can be entered from it.
 */
ready: boolean, 
/**
 * What is wrong with it, or to look at.
 */
why: string | null, 
/**
 * Results entered from the very same bytes before.
 */
results: Array<string>, };

export type Scans = { 
/**
 * Absolute path, for setting the scanner up.
 */
folder: string, 
/**
 * What waits, oldest first.
 */
scans: Array<ScanView>, };

export type SealKind = "receipt" | "supplement_slip" | "refusal_slip" | "result";

export type SealOnPicture = { text: string, };

export type SealText = { text: string, };

export type SealedPicture = { path: string, };

export type SealedResultView = { 
/**
 * Evidence id, where this catalogue knows it.
 */
kind: string | null, 
/**
 * What that is called.
 */
name: string | null, 
/**
 * Day of issue, `YYYY-MM-DD`.
 */
issued: string, 
/**
 * Last day of validity, `YYYY-MM-DD`; none: no end.
 */
valid_until: string | null, 
/**
 * Who issued it.
 */
issuer: string, 
/**
 * Its id, where it is stored here.
 */
stored: string | null, };

export type SealedView = { 
/**
 * Id of the result.
 */
result: string, 
/**
 * The seal's own code.
 */
reference: string, 
/**
 * Where the print lies, absolute.
 */
path: string, 
/**
 * Title of the print.
 */
title: string, 
/**
 * SHA-256 of the file, hex.
 */
sha256: string, 
/**
 * Text of the QR.
 */
qr: string, 
/**
 * The QR as a picture.
 */
qr_svg: string, };

export type SetLearned = { id: string, removed: boolean, };

export type SetUp = { 
/**
 * Name or code of the unit.
 */
unit: string, 
/**
 * The office's own unit code, where it has one.
 */
unit_code: string | null, 
/**
 * 1 to 99.
 */
counter: number, 
/**
 * Full name.
 */
clerk: string, 
/**
 * Office telephone.
 */
phone: string | null, };

export type Sex = "female" | "male";

export type SharedFee = { 
/**
 * Its id.
 */
id: string, 
/**
 * As printed.
 */
name: string, 
/**
 * How much, in words.
 */
words: string, 
/**
 * Procedure codes.
 */
procedures: Array<string>, };

export type SlipOf = { case: Case, ticked: Array<Submitted>, shown: Array<string>, person: Person | null, };

export type SourceSet = { source: string, state: Reach, why: string | null, since: string | null, };

export type SourceStateView = { 
/**
 * Its id.
 */
source: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Who keeps it: where the citizen has wrong data mended (L9).
 */
owner: string, 
/**
 * Whether it can be asked.
 */
state: Reach, 
/**
 * Since when.
 */
since: string | null, 
/**
 * Who looked last.
 */
by: string | null, 
/**
 * And when.
 */
at: string | null, 
/**
 * The state in words: `chưa khai thác được từ 10 giờ 40`.
 */
text: string, 
/**
 * Why the data cannot be used now, and what that means for the paper; none where it can. Out of reach
 * is not the same as without data: only the latter lets the paper be asked for.
 */
why?: string | null, 
/**
 * The last look-up of that day about whoever files.
 */
look_up: LookUp | null, 
/**
 * What the clerk should know of the rule that names the source.
 */
note?: string | null, };

export type SourceView = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Who keeps it.
 */
owner: string, 
/**
 * Whether it can be asked.
 */
state: Reach, 
/**
 * Since when.
 */
since: string | null, 
/**
 * Why, where somebody said.
 */
why: string | null, 
/**
 * Who looked last.
 */
by: string | null, 
/**
 * And when.
 */
at: string | null, 
/**
 * In words.
 */
text: string, };

export type SpotView = { 
/**
 * Id of the result.
 */
result: string, 
/**
 * The evidence it is.
 */
evidence: string, 
/**
 * What that is called.
 */
name: string, 
/**
 * Official number.
 */
number: string | null, 
/**
 * Day of issue, `YYYY-MM-DD`.
 */
issued: string | null, 
/**
 * Last day of validity, `YYYY-MM-DD`.
 */
valid_until: string | null, 
/**
 * Where it comes from.
 */
source: string, 
/**
 * Whether it may be handed over now, without a dossier.
 */
usable: boolean, 
/**
 * Why, or why not.
 */
why: string, };

export type Standing = { "state": "valid" } | { "state": "revoked", 
/**
 * The day.
 */
on: string, 
/**
 * The reason.
 */
why: string, } | { "state": "replaced", 
/**
 * Its id.
 */
by: string, };

export type State = "received" | "supplement" | "solving" | "result" | "returned" | "refused" | "stopped";

export type Stretch = { from: string | null, to: string | null, };

export type Submitted = { 
/**
 * Requirement id.
 */
requirement: string, 
/**
 * Evidence id.
 */
evidence: string, 
/**
 * Originals.
 */
original: number, 
/**
 * Copies.
 */
copy: number, };

export type SubmittedView = { 
/**
 * Its name.
 */
name: string, 
/**
 * Requirement id.
 */
requirement: string, 
/**
 * `bản chính`, `bản sao`, `xuất trình`.
 */
form: string, 
/**
 * How many.
 */
quantity: number, };

export type TakeSealed = { 
/**
 * Text of the QR.
 */
text: string, 
/**
 * The holder, as on the identity card: number and birth date decide.
 */
holder: HolderRead, 
/**
 * Structured fields by id, where somebody typed them from the page: they must be those sealed.
 */
fields: { [key in string]: string }, };

export type Teach = { phrase: string, code: string, };

export type Times = { 
/**
 * Its id or code.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * How often.
 */
times: number, };

export type UnitKind = "phuong" | "xa" | "dac_khu";

export type UnitView = { 
/**
 * Its code, provisional until the office enters its own.
 */
code: string, 
/**
 * With its kind.
 */
title: string, 
/**
 * Without its kind.
 */
name: string, 
/**
 * Ward, commune or special zone.
 */
kind: UnitKind, 
/**
 * Its seat.
 */
address: string, };

export type Units = { 
/**
 * The office that received it.
 */
receiving: string, 
/**
 * The office that decides.
 */
competent: string, 
/**
 * The citizen's place of residence, where known.
 */
residence: string | null, };

export type UpdateAbout = { 
/**
 * Day and number, `2026-11-21.1`.
 */
version: UpdateVersion, 
/**
 * When it was signed.
 */
made: string, 
/**
 * Who signed.
 */
signer: string, 
/**
 * Name of the key.
 */
key: string, 
/**
 * Signed with a root key.
 */
root: boolean, 
/**
 * The oldest program that can use it.
 */
least_program: string, 
/**
 * The program it was made with.
 */
made_with: string, 
/**
 * In the maker's words.
 */
note: string, 
/**
 * SHA-256 of the whole file, hex.
 */
sha256: string, };

export type UpdateDifference = { 
/**
 * Procedures that were not there, or only listed.
 */
added: Array<ProcedureLine>, 
/**
 * Procedures that are otherwise now.
 */
changed: Array<ProcedureLine>, 
/**
 * Procedures that are gone, or only listed now.
 */
removed: Array<ProcedureLine>, 
/**
 * Other tables that change, in words.
 */
tables: Array<string>, 
/**
 * Roots whose list of keys is renewed.
 */
keys: Array<string>, 
/**
 * Roots in it that nobody here trusts yet; they stay untrusted.
 */
strangers: Array<string>, };

export type UpdateFile = { path: string, };

export type UpdateShown = { 
/**
 * What is known of it.
 */
about: UpdateAbout, 
/**
 * What it would change here.
 */
difference: UpdateDifference, 
/**
 * Why it cannot be taken; none: it can.
 */
refused: Fault | null, };

export type UpdateState = "made" | "in_use" | "replaced" | "taken_back";

export type UpdateVersion = string;

export type Urgency = "late" | "today" | "soon" | "later" | "waiting" | "done";

export type Verdict = { 
/**
 * Whether the seal is good.
 */
valid: boolean, 
/**
 * Why, or why not.
 */
why: string, 
/**
 * For programs: which reason.
 */
reason: Reason, 
/**
 * What the seal says.
 */
claims: Claims | null, 
/**
 * What it says of the result it stands on.
 */
result?: SealedResultView | null, 
/**
 * Whether the dossier or the result is in this office's file.
 */
known_here: boolean, 
/**
 * Title of the procedure, where the catalogue knows it.
 */
procedure_name: string | null, 
/**
 * Who sealed.
 */
unit_title: string | null, };

export type VersionOn = { code: string, 
/**
 * `YYYY-MM-DD`; empty: today.
 */
day: string, };

export type VersionRead = { 
/**
 * Its facts.
 */
facts: ProcedureView, 
/**
 * All of it.
 */
form: ProcedureForm, 
/**
 * Names of papers by id.
 */
names: { [key in string]: string }, };

export type VersionView = { 
/**
 * First day and digest.
 */
version: string, 
/**
 * Title.
 */
name: string, 
/**
 * First day, `YYYY-MM-DD`; `None` where it is only listed.
 */
effective_from: string | null, 
/**
 * Last day, `YYYY-MM-DD`.
 */
effective_to: string | null, 
/**
 * Where it comes from.
 */
origin: Origin, 
/**
 * Whether it has questions and checked requirements.
 */
guided: boolean, 
/**
 * Whether it is in force today.
 */
in_force: boolean, 
/**
 * Who made it and why, where the office did; also of one that was taken back.
 */
office: OfficeVersion | null, };

export type VersionsOf = { code: string, };

export type Waiting = { 
/**
 * To be returned today.
 */
today: number, 
/**
 * On the next two working days.
 */
soon: number, 
/**
 * Late.
 */
late: number, 
/**
 * Waiting for the citizen's additions.
 */
supplement: number, 
/**
 * Most urgent first, at most 50.
 */
rows: Array<DossierRow>, };

export type Warning = { 
/**
 * Name of the field.
 */
field: string, 
/**
 * What a clerk reads.
 */
text: string, 
/**
 * What it probably should be.
 */
suggestion: string | null, };

export type What = "papers" | "fee" | "time" | "where";

/** Every command takes one object `args` and rejects with a `Fault`. */
export interface Commands {
  office_state: { args: null; result: OfficeState };
  office_units: { args: null; result: Array<UnitView> };
  office_set_up: { args: SetUp; result: OfficeState };
  office_change: { args: OfficeChange; result: OfficeState };
  catalogue_find: { args: FindQuery; result: Array<Hit> };
  catalogue_show: { args: ProcedureCode; result: ProcedureView };
  catalogue_look: { args: FindQuery; result: Look };
  catalogue_chose: { args: Chosen; result: boolean };
  catalogue_learned: { args: null; result: Array<LearnedView> };
  catalogue_teach: { args: Teach; result: LearnedView };
  catalogue_set_learned: { args: SetLearned; result: LearnedView };
  catalogue_events: { args: null; result: Array<EventView> };
  catalogue_event: { args: CatalogueId; result: EventView };
  catalogue_referral: { args: CatalogueId; result: Referral };
  guide_case: { args: Case; result: Checklist };
  guide_slip: { args: SlipOf; result: PrintedPaper };
  draft_save: { args: DraftSave; result: Draft };
  draft_list: { args: null; result: Array<Draft> };
  draft_drop: { args: DraftId; result: null };
  person_card: { args: CardText; result: CardRead };
  person_check: { args: Person; result: PersonCheck };
  person_known: { args: PersonNumber; result: KnownPerson | null };
  person_show: { args: PersonNumber; result: PersonView | null };
  person_near: { args: PersonNear; result: Array<Namesake> };
  person_same: { args: PersonSame; result: PersonView };
  person_undo_same: { args: PersonSame; result: PersonView };
  organisation_known: { args: PersonNumber; result: KnownOrganisation | null };
  dossier_produced: { args: DossierCode; result: Array<ProducedView> };
  dossier_finish: { args: DossierFinish; result: DossierView };
  result_import: { args: ImportFile; result: ImportReport };
  result_import_progress: { args: null; result: ImportProgress };
  result_import_stop: { args: null; result: null };
  result_imports: { args: null; result: Array<ImportBatch> };
  result_undo_import: { args: ImportId; result: ImportBatch };
  scan_list: { args: null; result: Scans };
  scan_open: { args: ScanName; result: null };
  scan_page: { args: ScanPage; result: PageView };
  scan_folder: { args: ScanFolder; result: Scans };
  source_list: { args: null; result: Array<SourceView> };
  source_set: { args: SourceSet; result: SourceView };
  source_look_up: { args: NewLookUp; result: LookUp };
  source_look_ups: { args: LookUpsOf; result: Array<LookUp> };
  source_look_ups_last: { args: null; result: Array<LookUp> };
  source_outages: { args: Stretch; result: Array<Outage> };
  dossier_receive: { args: Reception; result: Outcome };
  dossier_list: { args: DossierQuery; result: Array<DossierRow> };
  dossier_show: { args: DossierCode; result: DossierView };
  dossier_move: { args: DossierMove; result: DossierView };
  dossier_waiting: { args: null; result: Waiting };
  dossier_delay: { args: DossierDelay; result: DossierView };
  result_kinds: { args: null; result: Array<ResultKindView> };
  result_find: { args: ResultsOf; result: Array<ResultView> };
  result_show: { args: ResultId; result: ResultView };
  result_add: { args: NewResult; result: ResultView };
  result_revoke: { args: ResultRevoke; result: ResultView };
  result_page: { args: ResultPage; result: PageView };
  result_file_open: { args: ResultId; result: null };
  result_file_save: { args: ResultFileSave; result: null };
  result_attach: { args: ResultAttach; result: ResultView };
  result_seal: { args: ResultSeal; result: SealedView };
  result_take: { args: TakeSealed; result: ResultView };
  result_picture: { args: SealedPicture; result: SealOnPicture };
  result_hand_over: { args: HandOver; result: SealedView };
  result_measure: { args: MeasureSpan; result: ReuseMeasure };
  seal_verify: { args: SealText; result: Verdict };
  seal_verify_file: { args: PictureFile; result: Verdict };
  printer_list: { args: null; result: Array<PrinterView> };
  paper_print: { args: PaperPrint; result: PrintJob };
  paper_job: { args: PaperJob; result: PrintJob };
  paper_save: { args: PaperSave; result: null };
  paper_open: { args: PaperPath; result: null };
  edit_begin: { args: EditBegin; result: EditView };
  edit_suggest: { args: EditText; result: FromDecision };
  edit_open: { args: EditId; result: EditView };
  edit_save: { args: EditSave; result: EditView };
  edit_lists: { args: null; result: EditLists };
  edit_preview: { args: EditTry; result: Checklist };
  edit_difference: { args: EditForm; result: ProcedureDiff };
  edit_text: { args: EditForm; result: string };
  edit_read: { args: EditText; result: ProcedureForm };
  edit_approve: { args: ProcedureApproval; result: OfficeVersion };
  edit_undo: { args: EditUndo; result: OfficeVersion };
  edit_drop: { args: EditId; result: null };
  edit_list: { args: null; result: EditList };
  version_list: { args: VersionsOf; result: Array<VersionView> };
  version_changed: { args: VersionsOf; result: ProcedureDiff | null };
  version_on: { args: VersionOn; result: VersionRead };
  record_import: { args: RecordFile; result: RecordImport };
  record_progress: { args: null; result: RecordProgress };
  record_stop: { args: null; result: null };
  record_list: { args: null; result: RecordList };
  record_difference: { args: RecordOf; result: ProcedureDiff };
  record_take: { args: RecordTake; result: null };
  record_undo: { args: RecordBatchId; result: RecordBatch };
  update_list: { args: null; result: Array<KeptUpdate> };
  update_show: { args: UpdateFile; result: UpdateShown };
  update_take: { args: UpdateFile; result: UpdateShown };
  update_back: { args: null; result: Array<KeptUpdate> };
}
