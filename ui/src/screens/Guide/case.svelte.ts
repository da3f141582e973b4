import { asFault, call } from "../../lib/backend";
import type {
  Answers,
  Case,
  Channel,
  Checklist,
  Decision,
  Draft,
  DraftBody,
  Fault,
  Organisation,
  Principal,
  QuestionView,
  Reception,
  Refuse,
  RequirementView,
  SpotView,
  Submitted,
} from "../../lib/bindings";
import { CHANNEL } from "../../lib/display";
import { latest } from "../../lib/latest";
import { DraftKeeper } from "./draftKeeper";
import { PersonForm } from "./personForm.svelte";

/** What Ctrl+Z takes back. */
interface Step {
  answers: Answers;
  channel: Channel;
  exempt: string | null;
  ticked: Record<string, number>;
  looked: string[];
  reused: Record<string, string>;
  decided: Decision[];
  despite: string | null;
}

/** What pressing the main key would bring about. */
export type Ending = "received" | "supplement" | "refused";

const CHANNELS: Channel[] = ["counter", "post", "online", "agent"];

/** Somebody looked for this very paper today and the data is there, with its evidence on record. */
export function foundToday(one: RequirementView): boolean {
  const done = one.source_state?.look_up;
  return one.need === "data" && done?.found === "data" && done.paper !== null;
}

/** The channel is asked like a question, but the program knows it under its own name. */
export const CHANNEL_QUESTION = "channel";

/** One citizen's case while it is guided, checked and received. */
export class GuideCase {
  readonly code: string;
  checklist = $state.raw<Checklist | null>(null);
  fault = $state<Fault | null>(null);
  unsaved = $state<Fault | null>(null);
  slow = $state(false);

  answers = $state.raw<Answers>({});
  channel = $state<Channel>("counter");
  exempt = $state<string | null>(null);
  /** Requirement → which of its alternatives lies on the counter. */
  ticked = $state.raw<Record<string, number>>({});
  /** Data requirements that were looked up. */
  looked = $state.raw<string[]>([]);
  /** Requirement → the stored result used instead of paper. */
  reused = $state.raw<Record<string, string>>({});
  /** What was decided about stored results beside using them. */
  decided = $state.raw<Decision[]>([]);
  /** Why a dossier is opened although its result could be handed over at once. */
  despite = $state<string | null>(null);
  /** Why an exchange or reissue takes the lawful limit and not the same day; empty: the same day. */
  notSameDay = $state("");
  /** An answered question that the clerk opened again. */
  reopened = $state<string | null>(null);

  pages = $state<number | null>(null);
  copies = $state<number | null>(null);
  quantity = $state<number | null>(null);
  note = $state<string | null>(null);

  person = new PersonForm();
  organisation = $state<Organisation | null>(null);
  principal = $state<Principal | null>(null);

  received = $state<string | null>(null);
  receivedWhy = $state("");
  returnAt = $state<Reception["return"]>("counter");
  returnAddress = $state("");
  receiptNumber = $state("");
  sets = $state(1);
  competent = $state<string | null>(null);
  residence = $state<string | null>(null);
  refuse = $state<Refuse | null>(null);

  #past = $state.raw<Step[]>([]);
  #keeper: DraftKeeper;
  #guide = latest((asked: Case) => call("guide_case", asked));
  #settled: Promise<void> = Promise.resolve();
  #line: Promise<void> = Promise.resolve();

  constructor(code: string, draft: Draft | null) {
    this.code = code;
    this.#keeper = new DraftKeeper(
      draft?.id ?? null,
      (id, body) => call("draft_save", { id, code, body }),
      (cause) => (this.unsaved = cause === null ? null : asFault(cause)),
    );
    if (draft) this.#restore(draft.body);
  }

  get draftId(): string | null {
    return this.#keeper.id;
  }

  // ---- questions

  /** The case's questions, the channel last. */
  get questions(): QuestionView[] {
    const channel: QuestionView = {
      id: CHANNEL_QUESTION,
      text: "Nộp bằng cách nào?",
      help: null,
      options: CHANNELS.map((id) => ({ id, text: CHANNEL[id] })),
      answer: this.channel,
    };
    const asked = (this.checklist?.questions ?? []).map((one) => ({
      ...one,
      answer: this.answers[one.id] ?? null,
    }));
    return this.checklist ? [...asked, channel] : [];
  }

  /** The question that digits answer now. */
  get open(): QuestionView | null {
    const again = this.questions.find((one) => one.id === this.reopened);
    return again ?? this.questions.find((one) => one.answer === null) ?? null;
  }

  answer(question: string, option: string) {
    this.#step();
    this.reopened = null;
    if (question === CHANNEL_QUESTION) this.channel = CHANNELS.find((one) => one === option) ?? "counter";
    else this.answers = { ...this.answers, [question]: option };
    this.changed();
  }

  /** Answers the open question with its n-th option; quick digits wait for the next question to be known. */
  answerOpen(nth: number): Promise<void> {
    this.#line = this.#line.then(async () => {
      await this.#settled;
      const question = this.open;
      const option = question?.options[nth - 1];
      if (!question || !option) return;
      this.answer(question.id, option.id);
      await this.#settled;
    });
    return this.#line;
  }

  reopen(question: string) {
    this.reopened = this.reopened === question ? null : question;
  }

  // ---- papers

  /** Puts an alternative on the counter, or takes it away again. */
  tick(requirement: string, alternative: number) {
    this.#step();
    const { [requirement]: before, ...others } = this.ticked;
    this.ticked = before === alternative ? others : { ...others, [requirement]: alternative };
    this.looked = this.looked.filter((one) => one !== requirement);
    this.#forget(requirement);
    this.keep();
  }

  /** Notes that the data were looked up, or not. */
  look(requirement: string) {
    this.#step();
    const was = this.looked.includes(requirement);
    this.looked = was ? this.looked.filter((one) => one !== requirement) : [...this.looked, requirement];
    this.#untick(requirement);
    this.#forget(requirement);
    this.keep();
  }

  /** Uses a stored result instead of paper, or paper again. */
  reuse(requirement: string, result: string) {
    this.#step();
    if (this.reused[requirement] === result) this.#forget(requirement);
    else {
      this.reused = { ...this.reused, [requirement]: result };
      this.decided = this.decided.filter(
        (one) => one.did !== "paper_asked" || one.requirement !== requirement,
      );
    }
    this.looked = this.looked.filter((one) => one !== requirement);
    this.#untick(requirement);
    this.keep();
  }

  /** Asks for paper although a result is stored; the reason becomes an event of the dossier. */
  askPaper(requirement: string, result: string, why: string) {
    this.#step();
    this.#forget(requirement);
    this.decided = [
      ...this.decided.filter((one) => one.did !== "paper_asked" || one.requirement !== requirement),
      { did: "paper_asked", requirement, result, why },
    ];
    this.keep();
  }

  /** Why paper was asked for in place of a stored result. */
  askedPaper(requirement: string): Decision | null {
    return this.decided.find((one) => one.did === "paper_asked" && one.requirement === requirement) ?? null;
  }

  /** The file of a stored result was looked at. */
  viewed(requirement: string, result: string) {
    const known = this.decided.some((one) => one.did === "viewed" && one.result === result);
    if (known) return;
    this.decided = [...this.decided, { did: "viewed", requirement, result, why: null }];
    this.keep();
  }

  met(one: RequirementView): boolean {
    const here = one.id in this.ticked || this.looked.includes(one.id) || one.id in this.reused;
    // Paper was asked for: what a database said does not stand in its place.
    return here || (foundToday(one) && !this.askedPaper(one.id));
  }

  // ---- lost or damaged

  /** What may be handed over at once, before any dossier. */
  get spot(): SpotView | null {
    if (this.despite) return null;
    return this.checklist?.on_the_spot?.find((one) => one.usable) ?? null;
  }

  openDossier(why: string) {
    this.#step();
    this.despite = why;
    this.keep();
  }

  /** Papers the citizen still owes. */
  get owed(): RequirementView[] {
    return (this.checklist?.requirements ?? []).filter(
      (one) => (one.need !== "data" || this.askedPaper(one.id)) && !this.met(one),
    );
  }

  /** Data the office has yet to look up; never a reason to send anybody away. */
  get toLookUp(): RequirementView[] {
    return (this.checklist?.requirements ?? []).filter(
      (one) => one.need === "data" && !this.askedPaper(one.id) && !this.met(one),
    );
  }

  get ending(): Ending {
    if (this.refuse || this.checklist?.refusal) return "refused";
    return this.owed.length > 0 ? "supplement" : "received";
  }

  // ---- undo

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  undo() {
    const step = this.#past.at(-1);
    if (!step) return;
    this.#past = this.#past.slice(0, -1);
    this.reopened = null;
    Object.assign(this, step);
    this.changed();
  }

  // ---- the program

  /** What was changed decides the case: ask again, and save. */
  changed() {
    this.keep();
    void this.refresh();
  }

  refresh(): Promise<void> {
    this.#settled = this.#ask();
    return this.#settled;
  }

  /** Saves soon. */
  keep() {
    this.#keeper.change(this.#body());
  }

  /** Saves now. */
  flush(): Promise<void> {
    return this.#keeper.flush();
  }

  /** It has become a dossier, or a refusal: there is no draft any more. */
  finished() {
    this.#keeper.stop();
  }

  case(): Case {
    return {
      code: this.code,
      answers: this.answers,
      channel: this.channel,
      received: this.received,
      exempt: this.exempt,
      pages: this.pages,
      copies: this.copies,
      quantity: this.quantity,
      // Who files for another brings that one's papers.
      person: this.principal?.id || (this.person.empty ? null : this.person.person().id),
      birth: this.principal ? this.principal.birth : this.person.empty ? null : this.person.person().birth,
      organisation: this.organisation?.id || null,
    };
  }

  submitted(): Submitted[] {
    return (this.checklist?.requirements ?? [])
      .filter((one) => one.need !== "show")
      .flatMap((one) =>
        (one.alternatives[this.ticked[one.id] ?? -1] ?? []).map(({ evidence, original, copy }) => ({
          requirement: one.id,
          evidence,
          original,
          copy,
        })),
      );
  }

  /** What was only shown, and what was looked up. */
  shown(): string[] {
    return (this.checklist?.requirements ?? [])
      .filter((one) => (one.need === "show" && one.id in this.ticked) || this.looked.includes(one.id))
      .map((one) => one.id);
  }

  reception(clerk: string | null): Reception {
    const here = new Set((this.checklist?.requirements ?? []).map((one) => one.id));
    return {
      procedure: this.code,
      answers: this.answers,
      person: this.person.person(),
      organisation: $state.snapshot(this.organisation),
      on_behalf_of: $state.snapshot(this.principal),
      channel: this.channel,
      received: this.received,
      received_why: this.received ? this.receivedWhy.trim() || null : null,
      submitted: this.submitted(),
      shown: this.shown(),
      reuse: Object.entries(this.reused)
        .filter(([requirement]) => here.has(requirement))
        .map(([requirement, result]) => ({ requirement, result })),
      return: this.returnAt,
      return_address: this.returnAt === "post" ? this.returnAddress.trim() || null : null,
      clerk,
      pages: this.pages,
      copies: this.copies,
      quantity: this.quantity,
      exempt: this.exempt,
      e_receipt: this.receiptNumber.trim() || null,
      residence_unit: this.residence,
      competent_unit: this.competent,
      sets: this.sets,
      refuse: $state.snapshot(this.refuse),
      draft: this.draftId,
      decisions: this.decided.filter((one) => here.has(one.requirement)),
      despite: this.despite,
      not_same_day: this.checklist?.lawful ? this.notSameDay.trim() || null : null,
      scanned: this.person.read,
    };
  }

  async #ask() {
    const timer = setTimeout(() => (this.slow = true), 150);
    try {
      const answer = await this.#guide.ask(this.case());
      if (!answer.fresh) return;
      this.checklist = answer.value;
      this.answers = answer.value.answers;
      this.fault = null;
      this.slow = false;
    } catch (cause) {
      this.fault = asFault(cause);
      this.slow = false;
    } finally {
      clearTimeout(timer);
    }
  }

  #step() {
    const { answers, channel, exempt, ticked, looked, reused, decided, despite } = this;
    this.#past = [
      ...this.#past.slice(-99),
      { answers, channel, exempt, ticked, looked, reused, decided, despite },
    ];
  }

  #untick(requirement: string) {
    const { [requirement]: _, ...others } = this.ticked;
    this.ticked = others;
  }

  #forget(requirement: string) {
    const { [requirement]: _, ...others } = this.reused;
    this.reused = others;
  }

  #body(): DraftBody {
    return {
      answers: this.answers,
      channel: this.channel,
      person: this.person.empty ? null : this.person.person(),
      organisation: $state.snapshot(this.organisation),
      on_behalf_of: $state.snapshot(this.principal),
      ticked: Object.entries(this.ticked).map(([requirement, at]) => `${requirement}/${at}`),
      shown: this.looked,
      reuse: Object.entries(this.reused).map(([requirement, result]) => ({ requirement, result })),
      decisions: this.decided,
      despite: this.despite,
      scanned: this.person.read,
      exempt: this.exempt,
      pages: this.pages,
      copies: this.copies,
      quantity: this.quantity,
      note: this.note,
    };
  }

  #restore(body: DraftBody) {
    this.answers = body.answers;
    this.channel = body.channel;
    if (body.person) this.person.take(body.person);
    this.person.wasRead(body.scanned);
    this.organisation = body.organisation;
    this.principal = body.on_behalf_of;
    this.ticked = Object.fromEntries(
      body.ticked.map((one) => {
        const slash = one.lastIndexOf("/");
        return [one.slice(0, slash), Number(one.slice(slash + 1))];
      }),
    );
    this.looked = body.shown;
    this.reused = Object.fromEntries(body.reuse.map((one) => [one.requirement, one.result]));
    this.decided = body.decisions;
    this.despite = body.despite;
    this.exempt = body.exempt;
    this.pages = body.pages;
    this.copies = body.copies;
    this.quantity = body.quantity;
    this.note = body.note;
  }
}
