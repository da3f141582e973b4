// Generated from the Rust types. Do not edit by hand.
// All fields snake_case, absent = null. Dates "YYYY-MM-DD", moments "YYYY-MM-DDTHH:MM:SS" local.
export type Channel = "counter" | "online" | "post" | "agent";
export type Need = "file" | "show" | "data";
export type Kind = "new" | "reissue" | "exchange" | "extract" | "confirm" | "notify" | "change";
export type Answers = Record<string, string>;
export interface Fault { code: string; message: string; detail: string | null } // what a rejected invoke carries

// ---- office
export interface UnitView { code: string; title: string; name: string; kind: "phuong" | "xa" | "dac_khu"; address: string }
export interface OfficeState { set_up: boolean; sample: boolean; unit_code: string | null; unit_title: string | null; counter: number | null;
  clerk: string | null; clerks: string[]; phone: string | null; address: string | null; printer: string | null; data_dir: string;
  catalogue_day: string; notices: string[] /* e.g. clock set back, provisional unit code */ ; version: string; not_shared: number }
export interface SetUp { unit: string; unit_code: string | null; counter: number; clerk: string; phone: string | null }
export interface OfficeChange { clerk: string | null /* switch to or add this clerk */; counter: number | null; phone: string | null; unit_code: string | null; printer: string | null }

// ---- catalogue
export interface Hit { code: string; name: string; field: string; kind: Kind; guided: boolean; score: number; because: string;
  limit: string | null /* "trong ngày", "3 ngày làm việc" */; fee_counter: string | null /* "8.000 đồng", "theo bảng phí" */; fee_online: string | null }
export interface Plain { purpose: string; bring: string; next: string }
export interface ProcedureView { code: string; name: string; field: string; kind: Kind; guided: boolean; version: string; effective_from: string | null; effective_to: string | null;
  authority: string | null; url: string | null; basis: string[]; limit: string | null; fee: string | null; results: string[]; plain: Plain | null; in_force: boolean }

// ---- guide
export interface ChoiceView { id: string; text: string }
export interface QuestionView { id: string; text: string; help: string | null; options: ChoiceView[]; answer: string | null }
export interface PaperView { evidence: string; name: string; original: number; copy: number; form: string | null; note: string | null }
export interface ReuseView { result: string; evidence: string; issued: string | null; valid_until: string | null; source: string; usable: boolean; why: string }
export interface RequirementView { id: string; name: string; need: Need; because: string; basis: string; note: string | null; source: string | null /* name of the database */;
  alternatives: PaperView[][]; reuse: ReuseView[] }
export interface CountedDay { date: string; counts: boolean; why: string }
export interface Due { due: string; received_as: string; counted: CountedDay[]; provisional: boolean; notes: string[] }
export interface FeeLine { name: string; amount: number; quantity: number; sum: number; basis: string }
export interface Fee { total: number | null; range: [number, number] | null; lines: FeeLine[]; exempted_because: string | null }
export interface ExemptionView { id: string; title: string }
export interface RefusalView { reason: string; basis: string; go_to: string | null }
export interface Checklist { code: string; name: string; field: string; version: string; guided: boolean; channel: Channel; answers: Answers /* normalised: dropped ones gone */;
  questions: QuestionView[] /* only those that apply, in order */; requirements: RequirementView[]; complete: boolean; missing: string[] /* open question ids */;
  refusal: RefusalView | null; limit: string | null /* human */; limit_note: string | null; due: Due | null; fee: Fee; fee_online: Fee; exemptions: ExemptionView[] /* those this procedure knows */; plain: Plain | null }
export interface Case { code: string; answers: Answers; channel: Channel; received: string | null; exempt: string | null; pages: number | null; copies: number | null; quantity: number | null; person: string | null }

// ---- people
export type Sex = "female" | "male";
export interface Person { id: string; name: string; birth: string | null /* YYYY-MM-DD or YYYY */; sex: Sex | null; address: string | null; phone: string | null; email: string | null; nationality: string | null /* null = Việt Nam */ }
export interface Organisation { id: string; name: string; address: string | null; phone: string | null; email: string | null; representative_role: string | null }
export interface Principal { id: string; name: string; birth: string | null; address: string | null; phone: string | null; email: string | null; authorisation: string | null /* the authorisation paper */ }
export interface Warning { field: string; text: string; suggestion: string | null }
export interface CardRead { person: Person; old_id: string | null; issued: string | null; warnings: Warning[] }
export interface PersonCheck { faults: Warning[] /* must be mended */; warnings: Warning[] /* may stay */ }

// ---- reception
export interface Submitted { requirement: string; evidence: string; original: number; copy: number }
export interface Reused { requirement: string; result: string }
export interface Refuse { reason: string; basis: string | null; go_to: string | null }
export interface Reception { procedure: string; answers: Answers; person: Person; organisation: Organisation | null; on_behalf_of: Principal | null; channel: Channel;
  received: string | null; received_why: string | null; submitted: Submitted[]; shown: string[]; reuse: Reused[]; return: "counter" | "post" | "online"; return_address: string | null;
  clerk: string | null; pages: number | null; copies: number | null; quantity: number | null; exempt: string | null; e_receipt: string | null; residence_unit: string | null; competent_unit: string | null; sets: number | null; refuse: Refuse | null; draft: string | null }
export interface MissingItem { requirement: string; name: string; why: string }
export interface PrintedPaper { form: string /* "01" | "02" | "03" | "guidance" */; title: string; path: string; sha256: string }
export interface Outcome { outcome: "received" | "supplement" | "refused"; dossier: string; due: string | null; provisional: boolean; fee: Fee; papers: PrintedPaper[]; qr: string; qr_svg: string; missing: MissingItem[]; reason: string | null }

// ---- dossiers
export type State = "received" | "supplement" | "solving" | "result" | "returned" | "refused" | "stopped"; // Đã tiếp nhận, Chờ bổ sung, Đang giải quyết, Có kết quả, Đã trả, Từ chối, Dừng
export type Urgency = "late" | "today" | "soon" | "later" | "waiting" | "done";
export interface DossierRow { dossier: string; procedure: string; name: string; applicant: string; state: State; received: string; due: string | null; urgency: Urgency }
export interface DossierEvent { at: string; what: string /* Vietnamese */; kind: string; by: string; why: string | null }
export interface Units { receiving: string; competent: string; residence: string | null }
export interface DossierView extends DossierRow { official_code: string | null; version: string; units: Units; person: Person; organisation: Organisation | null; on_behalf_of: Principal | null; submitted: { name: string; requirement: string; form: string; quantity: number }[]; reused: { requirement: string; result: string }[]; fee: Fee; events: DossierEvent[]; papers: PrintedPaper[]; moves: State[] /* where it may go now */; due_working: Due | null; missing: MissingItem[]; qr_svg: string | null }
export interface Waiting { today: number; soon: number; late: number; supplement: number; rows: DossierRow[] /* most urgent first, at most 50 */ }
export interface DossierQuery { text: string | null; state: State | null; limit: number | null }

// ---- drafts (a half-done guide; survives a crash)
export interface Draft { id: string; code: string; name: string; saved: string; body: DraftBody }
export interface DraftBody { answers: Answers; channel: Channel; person: Person | null; organisation: Organisation | null; on_behalf_of: Principal | null; ticked: string[] /* "requirement/alternative index" */; shown: string[]; exempt: string | null; pages: number | null; copies: number | null; quantity: number | null; note: string | null }

// ---- seal
export interface SealClaims { kind: string; dossier: string; unit: string; procedure: string; received: string; due: string | null; digest: string; sample: boolean }
export interface Verdict { valid: boolean; why: string; claims: SealClaims | null; known_here: boolean; procedure_name: string | null; unit_title: string | null }

// ---- printer
export interface PrinterView { name: string; is_default: boolean; state: string; ready: boolean }
export interface PrintJob { id: string; printer: string; state: "pending" | "printing" | "done" | "held" | "failed"; message: string }

// ---- the commands: invoke(name, { args }) ; every command takes ONE object `args` (or none) and rejects with Fault
export interface Commands {
  office_state: { args: null; result: OfficeState };
  office_units: { args: null; result: UnitView[] };
  office_set_up: { args: SetUp; result: OfficeState };
  office_change: { args: OfficeChange; result: OfficeState };
  catalogue_find: { args: { query: string; limit: number }; result: Hit[] };
  catalogue_show: { args: { code: string }; result: ProcedureView };
  guide_case: { args: Case; result: Checklist };
  guide_slip: { args: { case: Case; ticked: Submitted[]; shown: string[]; person: Person | null }; result: PrintedPaper }; // F4
  draft_save: { args: { id: string | null; code: string; body: DraftBody }; result: Draft };
  draft_list: { args: null; result: Draft[] };
  draft_drop: { args: { id: string }; result: null };
  person_card: { args: { text: string }; result: CardRead };
  person_check: { args: Person; result: PersonCheck };
  person_known: { args: { id: string }; result: Person | null };  // entered here before
  dossier_receive: { args: Reception; result: Outcome };
  dossier_list: { args: DossierQuery; result: DossierRow[] };
  dossier_show: { args: { dossier: string }; result: DossierView };
  dossier_move: { args: { dossier: string; state: State; why: string | null }; result: DossierView };
  dossier_waiting: { args: null; result: Waiting };
  seal_verify: { args: { text: string }; result: Verdict };
  seal_verify_file: { args: { path: string }; result: Verdict };
  printer_list: { args: null; result: PrinterView[] };
  paper_print: { args: { path: string; copies: number; title: string }; result: PrintJob };
  paper_job: { args: { id: string; printer: string }; result: PrintJob };
  paper_save: { args: { path: string; to: string }; result: null };
  paper_open: { args: { path: string }; result: null };
}
