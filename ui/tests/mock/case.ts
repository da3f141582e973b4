// A small stand-in for the guide: enough of the rules to try the window without Rust.
import type { Answers, Case, Checklist, Fee, Need, PaperView, RequirementView } from "../../src/lib/bindings";

type When = Record<string, string | string[]>;

export interface MockQuestion {
  id: string;
  ask: string;
  help?: string;
  when?: When;
  options: Record<string, string>;
}

export interface MockRequirement {
  id: string;
  name: string;
  need: Need;
  when?: When;
  any_of: [string, string, number?, number?, string?][][];
  basis: string;
  note?: string;
  source?: string;
}

export interface MockProcedure {
  code: string;
  name: string;
  field: string;
  limit: string;
  limit_note: string | null;
  questions: MockQuestion[];
  requirements: MockRequirement[];
  refusal?: { when: When; reason: string; basis: string; go_to: string | null };
  fee: (asked: Case) => { counter: Fee; online: Fee };
  exemptions: { id: string; title: string }[];
}

const CHANNELS: Record<string, string> = {
  counter: "nộp tại quầy",
  post: "nộp qua bưu chính",
  online: "nộp trực tuyến",
  agent: "nộp qua đại lý",
};

function holds(when: When | undefined, answers: Answers, channel: string): boolean {
  return Object.entries(when ?? {}).every(([id, wanted]) => {
    const given = id === "channel" ? channel : answers[id];
    return given !== undefined && (Array.isArray(wanted) ? wanted : [wanted]).includes(given);
  });
}

function because(
  procedure: MockProcedure,
  when: When | undefined,
  answers: Answers,
  channel: string,
): string {
  const parts = Object.keys(when ?? {}).map((id) => {
    if (id === "channel") return CHANNELS[channel] ?? channel;
    const question = procedure.questions.find((one) => one.id === id);
    return `${question?.ask} ${question?.options[answers[id] ?? ""]}`;
  });
  return parts.length ? parts.join("; ") : "mọi trường hợp";
}

export function evaluate(procedure: MockProcedure, asked: Case): Checklist {
  const answers: Answers = {};
  const questions = procedure.questions.filter((question) => {
    if (!holds(question.when, answers, asked.channel)) return false;
    const given = asked.answers[question.id];
    if (given !== undefined && given in question.options) answers[question.id] = given;
    return true;
  });
  const requirements: RequirementView[] = procedure.requirements
    .filter((one) => holds(one.when, answers, asked.channel))
    .map((one) => ({
      id: one.id,
      name: one.name,
      need: one.need,
      because: because(procedure, one.when, answers, asked.channel),
      basis: one.basis,
      note: one.note ?? null,
      source: one.source ?? null,
      alternatives: one.any_of.map((list) =>
        list.map(([evidence, name, original = 1, copy = 0, form]): PaperView => ({
          evidence,
          name,
          original,
          copy,
          form: form ?? null,
          note: null,
        })),
      ),
      reuse: [],
    }));
  const missing = questions.filter((one) => !(one.id in answers)).map((one) => one.id);
  const { counter, online } = procedure.fee(asked);
  const refused = procedure.refusal && holds(procedure.refusal.when, answers, asked.channel);
  return {
    code: procedure.code,
    name: procedure.name,
    field: procedure.field,
    version: "2026-01-15",
    guided: true,
    channel: asked.channel,
    answers,
    questions: questions.map((one) => ({
      id: one.id,
      text: one.ask,
      help: one.help ?? null,
      options: Object.entries(one.options).map(([id, text]) => ({ id, text })),
      answer: answers[one.id] ?? null,
    })),
    requirements,
    complete: missing.length === 0,
    missing,
    refusal: refused && procedure.refusal ? { ...procedure.refusal } : null,
    limit: procedure.limit,
    limit_note: procedure.limit_note,
    due: {
      due: "2026-11-23T17:00:00",
      received_as: asked.received ?? "2026-11-20T15:12:00",
      counted: [
        {
          date: "2026-11-20",
          counts: false,
          why: "ngày nhận; nhận sau 15 giờ nên hẹn sang ngày làm việc kế tiếp",
        },
        { date: "2026-11-21", counts: false, why: "thứ Bảy" },
        { date: "2026-11-22", counts: false, why: "Chủ nhật" },
        { date: "2026-11-23", counts: true, why: "ngày làm việc, hẹn lúc 17 giờ 00" },
      ],
      provisional: false,
      notes: [],
    },
    fee: counter,
    fee_online: online,
    exemptions: procedure.exemptions,
    plain: null,
  };
}
