import { asFault, call } from "../../lib/backend";
import type {
  EditLists,
  EditView,
  Fault,
  FindingAt,
  ProcedureForm,
  QuestionForm,
  RequirementForm,
} from "../../lib/bindings";
import { DraftKeeper } from "../Guide/draftKeeper";

/** The parts of the form, in the order in which one writes a procedure. */
export const SECTIONS = [
  { id: "facts", word: "Thông tin chung" },
  { id: "questions", word: "Câu hỏi" },
  { id: "requirements", word: "Thành phần hồ sơ" },
  { id: "limits", word: "Thời hạn" },
  { id: "fees", word: "Phí, lệ phí" },
  { id: "refusals", word: "Không tiếp nhận" },
  { id: "plain", word: "Lời cho người dân" },
  { id: "official", word: "Hồ sơ công bố" },
  { id: "text", word: "Bản chữ (TOML)" },
] as const;
export type SectionId = (typeof SECTIONS)[number]["id"];

/** Which section shows a part of the form that a finding names. */
export function sectionOf(at: string): SectionId {
  const head = at.split(".")[0] ?? "";
  const own: Record<string, SectionId> = {
    questions: "questions",
    requirements: "requirements",
    evidence: "requirements",
    limits: "limits",
    extend: "limits",
    fees: "fees",
    refusals: "refusals",
    plain: "plain",
    not_asked: "official",
    text: "text",
  };
  return own[head] ?? "facts";
}

interface Body {
  form: ProcedureForm;
  decision: string;
  issued: string;
}

/** How many steps back are kept. */
const STEPS = 60;
/** Keystrokes closer together than this are one step, in milliseconds. */
const ONE_STEP = 700;

/** One procedure being written: the form, its draft on disk, and what the checker says. */
export class Editing {
  form = $state<ProcedureForm>() as ProcedureForm;
  decision = $state("");
  issued = $state("");
  readonly basedOn: string | null;
  readonly lists: EditLists;
  findings = $state.raw<FindingAt[]>([]);
  saved = $state.raw<string | null>(null);
  unsaved = $state.raw<Fault | null>(null);
  section = $state<SectionId>("facts");
  /** Grows with every answer of the checker: what shows the form anew listens to it. */
  checked = $state(0);
  #steps = $state.raw<string[]>([]);
  #last: string;
  #stepAt = 0;
  #keeper: DraftKeeper<Body, EditView>;

  constructor(view: EditView, lists: EditLists) {
    this.form = view.form;
    this.decision = view.decision;
    this.issued = view.issued;
    this.basedOn = view.based_on;
    this.findings = view.findings;
    this.saved = view.saved;
    this.lists = lists;
    this.#last = this.#now();
    this.#keeper = new DraftKeeper<Body, EditView>(
      view.id,
      async (id, body) => {
        const answer = await call("edit_save", { ...body, id, based_on: this.basedOn });
        this.findings = answer.findings;
        this.saved = answer.saved;
        this.checked += 1;
        return { ...answer, id: answer.id ?? "" };
      },
      (cause) => (this.unsaved = cause === null ? null : asFault(cause)),
    );
  }

  get id(): string | null {
    return this.#keeper.id;
  }

  get canUndo(): boolean {
    return this.#steps.length > 0;
  }

  #body(): Body {
    return {
      form: $state.snapshot(this.form) as ProcedureForm,
      decision: this.decision,
      issued: this.issued,
    };
  }

  #now(): string {
    return JSON.stringify(this.#body());
  }

  /** Looks at the whole form; what changed since is one step, and is saved when the hand rests. */
  noticed() {
    const now = this.#now();
    if (now === this.#last) return;
    const at = Date.now();
    if (at - this.#stepAt > ONE_STEP) this.#steps = [...this.#steps.slice(-STEPS), this.#last];
    this.#stepAt = at;
    this.#last = now;
    this.#keeper.change(JSON.parse(now) as Body);
  }

  undo() {
    const step = this.#steps.at(-1);
    if (step === undefined) return;
    this.#steps = this.#steps.slice(0, -1);
    this.#last = step;
    this.#stepAt = 0;
    const body = JSON.parse(step) as Body;
    this.form = body.form;
    this.decision = body.decision;
    this.issued = body.issued;
    this.#keeper.change(JSON.parse(step) as Body);
  }

  /** Gives ids to what has words but no id yet; made once, conditions hold on to them. */
  name() {
    const { questions, requirements } = this.form;
    for (const one of questions) {
      if (!one.id && one.ask.trim())
        one.id = slug(
          one.ask,
          questions.map((other) => other.id),
        );
      for (const option of one.options) {
        if (!option.id && option.text.trim())
          option.id = slug(
            option.text,
            one.options.map((other) => other.id),
          );
      }
    }
    for (const one of requirements) {
      if (!one.id && one.name.trim())
        one.id = slug(
          one.name,
          requirements.map((other) => other.id),
        );
    }
    this.#forget();
  }

  /** New papers that nothing names any more are let go. */
  #forget() {
    const { requirements, produces, reissues, evidence } = this.form;
    const used = new Set([
      ...requirements
        .flatMap((one) => [...one.any_of, ...one.or_when.flatMap((more) => more.any_of)])
        .flat()
        .map((paper) => paper.evidence),
      ...produces,
      ...reissues,
    ]);
    if (evidence.some((paper) => !used.has(paper.id)))
      this.form.evidence = evidence.filter((paper) => used.has(paper.id));
  }

  /** Everything is on disk. */
  async flush() {
    this.name();
    this.noticed();
    await this.#keeper.flush();
  }

  /** The draft has been approved or let go: nothing is left to save. */
  stop() {
    this.#keeper.stop();
  }

  of(section: SectionId): FindingAt[] {
    return this.findings.filter((one) => sectionOf(one.at) === section);
  }

  /** What the checker says of a part: `name`, or `questions.2`. */
  at(part: string): string[] {
    return this.findings.filter((one) => one.at === part).map((one) => one.message);
  }

  /** Name of a paper, of the shared list or of this form. */
  paper(id: string): string {
    return (
      this.form.evidence.find((one) => one.id === id)?.name ??
      this.lists.evidence.find((one) => one.id === id)?.name ??
      id
    );
  }
}

export function newQuestion(): QuestionForm {
  return {
    id: "",
    ask: "",
    help: "",
    when: [],
    options: [
      { id: "co", text: "Có" },
      { id: "khong", text: "Không" },
    ],
  };
}

export function newRequirement(): RequirementForm {
  return {
    id: "",
    name: "",
    need: "file",
    when: [],
    any_of: [],
    or_when: [],
    holder: null,
    replaced_by: "",
    basis: [],
    note: "",
    official: [],
  };
}

/** `Ai đi đăng ký?` → `ai-di-dang-ky`, not yet taken; at a whole word, at most 40 letters. */
export function slug(text: string, taken: string[]): string {
  const words = text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/đ/g, "d")
    .split(/[^a-z0-9]+/)
    .filter((word) => word);
  let base = "";
  for (const word of words) {
    if (base && base.length + word.length >= 40) break;
    base = base ? `${base}-${word}` : word;
  }
  base ||= "muc";
  let id = base;
  for (let n = 2; taken.includes(id); n += 1) id = `${base}-${n}`;
  return id;
}

/** Whether a condition anywhere names this answer. */
export function isNamed(form: ProcedureForm, question: string, option: string): boolean {
  const whens = [
    form.questions,
    form.limits,
    form.requirements,
    form.requirements.flatMap((one) => one.or_when),
    form.refusals,
    form.fees,
  ].flatMap((list) => list.flatMap((one) => one.when));
  return whens.some((one) => one[question]?.includes(option) ?? false);
}

/** Words as the checker counts them: what stands between spaces. */
export function words(...texts: string[]): number {
  return texts
    .join(" ")
    .split(/\s+/)
    .filter((word) => word).length;
}

/** An item of a list one place up or down. */
export function moved<T>(list: T[], from: number, by: number): T[] {
  const to = from + by;
  if (to < 0 || to >= list.length) return list;
  const next = [...list];
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(to, 0, item);
  return next;
}
