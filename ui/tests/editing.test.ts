import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { standInFor } from "../src/lib/backend";
import type { EditLists, EditView, ProcedureForm } from "../src/lib/bindings";
import {
  Editing,
  isNamed,
  moved,
  newQuestion,
  sectionOf,
  slug,
  words,
} from "../src/screens/Edit/editing.svelte";
import { limitWords, oneSpan } from "../src/screens/Edit/limits";

const form = (): ProcedureForm => ({
  code: "1.019999",
  name: "Hỗ trợ sửa nhà",
  field: "Phòng, chống thiên tai",
  kind: "new",
  effective_from: "",
  effective_to: "",
  ended: null,
  basis: [],
  authority: "",
  url: "",
  limits: [],
  extend: "",
  produces: [],
  reissues: [],
  result_holder: null,
  exchange_same_day: false,
  plain: null,
  questions: [],
  requirements: [],
  refusals: [],
  not_asked: [],
  fees: [],
  evidence: [],
});
const view = (): EditView => ({
  id: null,
  form: form(),
  findings: [{ at: "questions.1", message: "chưa có lựa chọn" }],
  based_on: null,
  decision: "",
  issued: "",
  saved: null,
});
const lists: EditLists = { evidence: [], sources: [], fields: [], exemptions: [], fees: [] };
let saves: { id: string | null; form: ProcedureForm }[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  saves = [];
  standInFor({
    async call(name, args) {
      if (name !== "edit_save") throw new Error(name);
      const given = args as { id: string | null; form: ProcedureForm };
      saves.push(given);
      return {
        ...view(),
        id: given.id ?? "d1",
        form: given.form,
        findings: [],
        saved: "2026-11-21T08:00:00",
      };
    },
    pickPicture: async () => null,
    pickPlace: async () => null,
    pickSheet: async () => null,
    pickFolder: async () => null,
  });
});
afterEach(() => {
  vi.useRealTimers();
  standInFor(null);
});

it("saves the newest form once the hand rests, always as the same draft", async () => {
  const editing = new Editing(view(), lists);
  editing.form.name = "a";
  editing.noticed();
  editing.form.name = "b";
  editing.noticed();
  await vi.advanceTimersByTimeAsync(500);
  expect(saves.map((one) => one.form.name)).toEqual(["b"]);
  editing.form.name = "c";
  editing.noticed();
  await editing.flush();
  expect(saves.map((one) => one.id)).toEqual([null, "d1"]);
  expect(editing.findings).toEqual([]);
});

it("goes back step by step, and what it goes back to is saved too", async () => {
  const editing = new Editing(view(), lists);
  editing.form.name = "một";
  editing.noticed();
  await vi.advanceTimersByTimeAsync(1000);
  editing.form.name = "hai";
  editing.noticed();
  editing.undo();
  expect(editing.form.name).toBe("một");
  editing.undo();
  expect(editing.form.name).toBe("Hỗ trợ sửa nhà");
  expect(editing.canUndo).toBe(false);
  await editing.flush();
  expect(saves.at(-1)?.form.name).toBe("Hỗ trợ sửa nhà");
});

it("gives ids once and keeps what a condition names", () => {
  const editing = new Editing(view(), lists);
  const question = { ...newQuestion(), ask: "Nhà có giấy đất không?" };
  editing.form.questions = [question];
  editing.name();
  const id = editing.form.questions[0]!.id;
  expect(id).toBe("nha-co-giay-dat-khong");
  editing.form.questions[0]!.ask = "Có giấy đất chứ?";
  editing.name();
  expect(editing.form.questions[0]!.id).toBe(id);
  expect(isNamed(editing.form, id, "co")).toBe(false);
  editing.form.refusals = [{ when: [{ [id]: ["co"] }], reason: "", basis: [], go_to: "" }];
  expect(isNamed(editing.form, id, "co")).toBe(true);
});

it("shows a finding in the section where it is mended", () => {
  const editing = new Editing(view(), lists);
  expect(editing.of("questions")).toHaveLength(1);
  expect(editing.at("questions.1")).toEqual(["chưa có lựa chọn"]);
  expect(sectionOf("limits.0")).toBe("limits");
  expect(sectionOf("evidence.3")).toBe("requirements");
  expect(sectionOf("effective_from")).toBe("facts");
});

it("makes slugs that are free, whole words, never empty", () => {
  expect(slug("Đơn đề nghị", [])).toBe("don-de-nghi");
  expect(slug("Đơn đề nghị", ["don-de-nghi"])).toBe("don-de-nghi-2");
  expect(slug("🙂", [])).toBe("muc");
  expect(slug("một hai ba bốn năm sáu bảy tám chín mười", []).length).toBeLessThanOrEqual(40);
});

it("counts words as the checker does, and says limits in words", () => {
  expect(words("Nộp đơn,  rồi", "", "chờ.")).toBe(4);
  expect(limitWords("10 day + 5 working_day")).toBe("10 ngày + 5 ngày làm việc");
  expect(limitWords("same_day")).toBe("trong ngày");
  expect(oneSpan("3 working_day")).toEqual({ count: "3", unit: "working_day" });
  expect(oneSpan("10 day + 5 day")).toBeNull();
  expect(moved([1, 2, 3], 0, 1)).toEqual([2, 1, 3]);
  expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3]);
});
