//! What the window may ask: parse, call the desk, answer. Every command takes one object `args` and
//! rejects with a `Fault`. The list below is the only one: Tauri's handler and the TypeScript bindings
//! both come from it, and each command's signature is checked against it.

mod catalogue;
mod dossier;
mod draft;
mod entering;
mod guide;
mod office;
mod paper;
mod person;
mod printer;
mod result;
mod seal;
mod sealing;
mod source;

use motcua_desk::{
    Case, Desk, DossierView, HitView, ImportProgress, OfficeChange, OfficeState, Outcome, PageView,
    PrintedPaper, ProcedureView, Scans, SealedView, SetUp, TakeSealed, UnitView, VerdictView,
};
use motcua_fault::{Fault, Result};
use motcua_guide::{Checklist, LookUp};
use motcua_office::{
    CardRead, DossierQuery, DossierRow, Draft, HandOver, ImportBatch, ImportReport,
    KnownOrganisation, KnownPerson, Namesake, NewLookUp, NewResult, Outage, Person, PersonCheck,
    PersonView, ProducedView, Reception, ResultView, ReuseMeasure, SourceView, Waiting,
};
use std::{collections::BTreeMap, fmt::Write as _};
use tauri::State;
use ts_rs::{Config, TS, TypeVisitor};

/// The desk, or why it could not be opened: the window must open all the same, and say so.
pub struct Counter(pub Result<Desk>);

impl Counter {
    /// The desk.
    ///
    /// # Errors
    /// Why the data folder could not be opened.
    pub fn desk(&self) -> Result<&Desk> {
        self.0.as_ref().map_err(Fault::clone)
    }
}

macro_rules! commands {
    ($($room:ident::$name:ident($args:ty) -> $result:ty;)*) => {
        /// Tauri's handler of all commands.
        pub fn handler() -> impl Fn(tauri::ipc::Invoke<tauri::Wry>) -> bool + Send + Sync + 'static {
            $(let _: fn(State<'_, Counter>, $args) -> Result<$result> = $room::$name;)*
            tauri::generate_handler![$($room::$name),*]
        }

        /// The TypeScript bindings of all commands and the types they speak in.
        pub fn bindings() -> String {
            let config = Config::new().with_large_int("number");
            let mut types = Types { config: &config, found: BTreeMap::new() };
            types.visit::<Fault>();
            let mut commands = String::new();
            $(
                types.reach::<$args>();
                types.reach::<$result>();
                let _ = writeln!(
                    commands,
                    "  {}: {{ args: {}; result: {} }};",
                    stringify!($name),
                    <$args as TS>::name(&config),
                    <$result as TS>::name(&config),
                );
            )*
            types.write(&commands)
        }
    };
}

commands! {
    office::office_state(()) -> OfficeState;
    office::office_units(()) -> Vec<UnitView>;
    office::office_set_up(SetUp) -> OfficeState;
    office::office_change(OfficeChange) -> OfficeState;
    catalogue::catalogue_find(catalogue::Query) -> Vec<HitView>;
    catalogue::catalogue_show(catalogue::Code) -> ProcedureView;
    guide::guide_case(Case) -> Checklist;
    guide::guide_slip(guide::Slip) -> PrintedPaper;
    draft::draft_save(draft::Save) -> Draft;
    draft::draft_list(()) -> Vec<Draft>;
    draft::draft_drop(draft::Id) -> ();
    person::person_card(person::Card) -> CardRead;
    person::person_check(Person) -> PersonCheck;
    person::person_known(person::Known) -> Option<KnownPerson>;
    person::person_show(person::Known) -> Option<PersonView>;
    person::person_near(person::Near) -> Vec<Namesake>;
    person::person_same(person::Same) -> PersonView;
    person::person_undo_same(person::Same) -> PersonView;
    person::organisation_known(person::Known) -> Option<KnownOrganisation>;
    dossier::dossier_produced(dossier::Code) -> Vec<ProducedView>;
    dossier::dossier_finish(dossier::Finish) -> DossierView;
    entering::result_import(entering::Sheet) -> ImportReport;
    entering::result_import_progress(()) -> ImportProgress;
    entering::result_import_stop(()) -> ();
    entering::result_imports(()) -> Vec<ImportBatch>;
    entering::result_undo_import(entering::Batch) -> ImportBatch;
    entering::scan_list(()) -> Scans;
    entering::scan_open(entering::Scan) -> ();
    entering::scan_page(entering::ScanPage) -> PageView;
    entering::scan_folder(entering::Folder) -> Scans;
    source::source_list(()) -> Vec<SourceView>;
    source::source_set(source::Set) -> SourceView;
    source::source_look_up(NewLookUp) -> LookUp;
    source::source_look_ups(source::Of) -> Vec<LookUp>;
    source::source_look_ups_last(()) -> Vec<LookUp>;
    source::source_outages(source::Stretch) -> Vec<Outage>;
    dossier::dossier_receive(Reception) -> Outcome;
    dossier::dossier_list(DossierQuery) -> Vec<DossierRow>;
    dossier::dossier_show(dossier::Code) -> DossierView;
    dossier::dossier_move(dossier::Move) -> DossierView;
    dossier::dossier_waiting(()) -> Waiting;
    dossier::dossier_delay(dossier::DelayBy) -> DossierView;
    result::result_kinds(()) -> Vec<result::ResultKindView>;
    result::result_find(result::Of) -> Vec<ResultView>;
    result::result_show(result::Id) -> ResultView;
    result::result_add(NewResult) -> ResultView;
    result::result_revoke(result::Revoke) -> ResultView;
    result::result_page(result::Page) -> PageView;
    result::result_file_open(result::Id) -> ();
    result::result_file_save(result::SaveFile) -> ();
    result::result_attach(result::Attach) -> ResultView;
    sealing::result_seal(sealing::Seal) -> SealedView;
    sealing::result_take(TakeSealed) -> ResultView;
    sealing::result_picture(sealing::Picture) -> sealing::SealOnPicture;
    sealing::result_hand_over(HandOver) -> SealedView;
    sealing::result_measure(sealing::Span) -> ReuseMeasure;
    seal::seal_verify(seal::Text) -> VerdictView;
    seal::seal_verify_file(seal::File) -> VerdictView;
    printer::printer_list(()) -> Vec<printer::PrinterView>;
    paper::paper_print(paper::Print) -> printer::PrintJob;
    paper::paper_job(paper::Job) -> printer::PrintJob;
    paper::paper_save(paper::Save) -> ();
    paper::paper_open(paper::Path) -> ();
}

/// Collects the declarations of types and of all they rest on.
struct Types<'a> {
    config: &'a Config,
    found: BTreeMap<String, String>,
}

impl Types<'_> {
    /// Takes a type in, or what it is made of where it has no declaration of its own (`Vec<T>`).
    fn reach<T: TS + 'static + ?Sized>(&mut self) {
        self.visit::<T>();
        T::visit_generics(self);
    }

    fn write(&self, commands: &str) -> String {
        let mut out = String::from(
            "// Generated from the Rust types by `make bindings`. Do not edit: a stale file fails the tests.\n\n\
             /** Question id to option id. */\nexport type Answers = Record<string, string>;\n\n",
        );
        for declaration in self.found.values() {
            let _ = writeln!(out, "export {declaration}\n");
        }
        let _ = write!(
            out,
            "/** Every command takes one object `args` and rejects with a `Fault`. */\nexport interface Commands {{\n{commands}}}\n"
        );
        out
    }
}

impl TypeVisitor for Types<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_none() {
            return;
        }
        let name = T::name(self.config);
        if self.found.contains_key(&name) {
            return;
        }
        let declaration = T::decl(self.config);
        self.found.insert(name, declaration);
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}
