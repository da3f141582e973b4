// What the clerk decides about stored results: one decision at a time, each can be taken back, all reach the office.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { standInFor, type StandIn } from "../src/lib/backend";
import type { Case, Checklist, Draft, RequirementView } from "../src/lib/bindings";
import { foundToday, GuideCase } from "../src/screens/Guide/case.svelte";
import { mock } from "./mock/mock";
import { AN, LOOK_UP } from "./mock/results";

const RESULT = "ket-qua-1";
const WHY = "Bản lưu mờ, thiếu trang, không đọc được";

/** Adds a stored result to the first requirement of every case. */
function withResult(more: Partial<Checklist> = {}): StandIn {
  return {
    ...mock,
    async call(name, args) {
      const answer = await mock.call(name, args);
      if (name !== "guide_case") return answer;
      const list = answer as Checklist;
      const [first, ...others] = list.requirements;
      if (!first || (args as Case).person !== AN) return { ...list, ...more };
      const reuse: RequirementView["reuse"] = [
        {
          result: RESULT,
          evidence: "giay-to-cu-tru",
          replaces: [],
          issued: "2026-10-12",
          valid_until: null,
          source: "nhập tại quầy",
          usable: true,
          why: "NĐ 45/2020/NĐ-CP Đ16",
        },
      ];
      return { ...list, ...more, requirements: [{ ...first, reuse }, ...others] };
    },
  };
}

afterEach(() => standInFor(null));

async function begun(more: Partial<Checklist> = {}, draft: Draft | null = null): Promise<GuideCase> {
  standInFor(withResult(more));
  const guide = new GuideCase("1.001193", draft);
  guide.person.id = AN;
  guide.person.name = "Nguyễn Văn An";
  guide.person.birth = "15/03/2000";
  await guide.refresh();
  return guide;
}

describe("a decision about a stored result", () => {
  it("to use it meets the requirement, takes paper off the counter and goes with the reception", async () => {
    const guide = await begun();
    const first = guide.checklist!.requirements[0]!;
    guide.tick(first.id, 0);
    guide.reuse(first.id, RESULT);
    expect(guide.met(first)).toBe(true);
    expect(guide.ticked).toEqual({});
    expect(guide.reception(null).reuse).toEqual([{ requirement: first.id, result: RESULT }]);
  });

  it("to ask for paper needs a reason, drops the use and goes with the reception", async () => {
    const guide = await begun();
    const first = guide.checklist!.requirements[0]!;
    guide.reuse(first.id, RESULT);
    guide.askPaper(first.id, RESULT, WHY);
    expect(guide.met(first)).toBe(false);
    expect(guide.askedPaper(first.id)?.why).toBe(WHY);
    const reception = guide.reception(null);
    expect(reception.reuse).toEqual([]);
    expect(reception.decisions).toEqual([
      { did: "paper_asked", requirement: first.id, result: RESULT, why: WHY },
    ]);
  });

  it("is taken back by one undo, and using it after all forgets the reason", async () => {
    const guide = await begun();
    const first = guide.checklist!.requirements[0]!;
    guide.askPaper(first.id, RESULT, WHY);
    guide.undo();
    expect(guide.askedPaper(first.id)).toBeNull();
    guide.askPaper(first.id, RESULT, WHY);
    guide.reuse(first.id, RESULT);
    expect(guide.askedPaper(first.id)).toBeNull();
  });

  it("to look at the file is noted once and is no step to undo", async () => {
    const guide = await begun();
    const first = guide.checklist!.requirements[0]!;
    guide.viewed(first.id, RESULT);
    guide.viewed(first.id, RESULT);
    expect(guide.decided.map((one) => one.did)).toEqual(["viewed"]);
    expect(guide.canUndo).toBe(false);
  });

  it("survives in the half-done guide", async () => {
    const guide = await begun();
    const first = guide.checklist!.requirements[0]!;
    guide.reuse(first.id, RESULT);
    guide.viewed(first.id, RESULT);
    await guide.flush();
    const [draft] = (await mock.call("draft_list", null)) as Draft[];
    const again = await begun({}, draft!);
    expect(again.reused).toEqual({ [first.id]: RESULT });
    expect(again.decided.map((one) => one.did)).toEqual(["viewed"]);
  });

  it("about a requirement that this case no longer has is left out", async () => {
    const guide = await begun();
    guide.askPaper("khong-con", RESULT, WHY);
    expect(guide.reception(null).decisions).toEqual([]);
  });
});

describe("lost or damaged", () => {
  const spot = {
    result: RESULT,
    evidence: "giay-khai-sinh",
    name: "Giấy khai sinh",
    number: "12/2000",
    issued: "2000-03-20",
    valid_until: null,
    source: "nhập tại quầy",
    usable: true,
    why: "NĐ 45/2020/NĐ-CP Đ16",
  };

  it("offers the stored result before any dossier, until a reason stands for opening one", async () => {
    const guide = await begun({ on_the_spot: [{ ...spot, usable: false }, spot] });
    expect(guide.spot).toEqual(spot);
    guide.openDossier("Bản điện tử thiếu hoặc sai thông tin");
    expect(guide.spot).toBeNull();
    expect(guide.reception(null).despite).toBe("Bản điện tử thiếu hoặc sai thông tin");
    guide.undo();
    expect(guide.spot).toEqual(spot);
  });

  it("what may not be handed over is never offered", async () => {
    const guide = await begun({ on_the_spot: [{ ...spot, usable: false }] });
    expect(guide.spot).toBeNull();
  });
});

describe("the same day", () => {
  it("is left only where there is a lawful limit beside it, and with its reason", async () => {
    const plain = await begun();
    plain.notSameDay = "Phải xác minh thực địa";
    expect(plain.reception(null).not_same_day).toBeNull();
    const due = plain.checklist!.due!;
    const guide = await begun({ lawful: { limit: "3 ngày làm việc", due } });
    expect(guide.reception(null).not_same_day).toBeNull();
    guide.notSameDay = "  Phải xác minh thực địa ";
    expect(guide.reception(null).not_same_day).toBe("Phải xác minh thực địa");
  });
});

describe("data looked up", () => {
  const requirement = (found: "data" | "nothing" | "unreachable", paper: string | null): RequirementView => ({
    id: "khai-sinh",
    name: "Giấy khai sinh",
    need: "data",
    because: "",
    basis: "",
    note: null,
    source: "Cơ sở dữ liệu hộ tịch điện tử",
    source_state: {
      source: "ho-tich",
      name: "Cơ sở dữ liệu hộ tịch điện tử",
      owner: "Bộ Tư pháp",
      state: "ready",
      since: null,
      by: null,
      at: null,
      text: "",
      look_up: { ...LOOK_UP, found, paper },
    },
    alternatives: [],
    reuse: [],
  });

  it("meets the requirement only when the data is there and is about this paper", () => {
    expect(foundToday(requirement("data", "giay-khai-sinh"))).toBe(true);
    expect(foundToday(requirement("data", null))).toBe(false);
    expect(foundToday(requirement("nothing", "giay-khai-sinh"))).toBe(false);
    expect(foundToday(requirement("unreachable", "giay-khai-sinh"))).toBe(false);
  });
});
