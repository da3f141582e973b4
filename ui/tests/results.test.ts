// The parts of the place of results that decide something.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { standInFor } from "../src/lib/backend";
import { keyboard } from "../src/lib/keys/keyboard";
import { count, size } from "../src/lib/display";
import ReasonForm from "../src/parts/ReasonForm.svelte";
import TakeSealed from "../src/parts/TakeSealed.svelte";
import Proposal from "../src/screens/Guide/Proposal.svelte";
import SourceLine from "../src/screens/Guide/SourceLine.svelte";
import { parts, percent, withoutPaper } from "../src/screens/Results/measure";
import ResultCard from "../src/screens/Results/ResultCard.svelte";
import SheetPreview from "../src/screens/Results/SheetPreview.svelte";
import { mock } from "./mock/mock";
import { AN, LOOK_UP, MEASURE, REPORT, stored } from "./mock/results";

let detach = () => {};
beforeEach(() => {
  standInFor(mock);
  detach = keyboard.attach(window);
});
afterEach(() => {
  standInFor(null);
  detach();
});

const by = (id: string) => document.querySelector(`[data-testid="${id}"]`);

describe("a reason", () => {
  const props = (done: (why: string) => void) => ({
    title: "Vì sao?",
    intro: "",
    reasons: ["Một", "Hai"],
    action: "Ghi",
    testid: "why",
    close: () => {},
    done,
  });

  it("is given with one digit", async () => {
    const done = vi.fn();
    render(ReasonForm, { props: props(done) });
    await userEvent.keyboard("2");
    await vi.waitFor(() => expect(done).toHaveBeenCalledWith("Hai"));
  });

  it("in words of one's own may hold digits, and is not given empty", async () => {
    const done = vi.fn();
    render(ReasonForm, { props: props(done) });
    await userEvent.click(by("why-do")!);
    expect(done).not.toHaveBeenCalled();
    expect(document.body.textContent).toContain("Hãy chọn một lý do");
    await userEvent.type(by("why-why")!, "Thiếu 2 trang");
    await userEvent.click(by("why-do")!);
    expect(done).toHaveBeenCalledExactlyOnceWith("Thiếu 2 trang");
  });
});

describe("a proposal", () => {
  const proposal = {
    result: "r",
    evidence: "giay-to-cu-tru",
    replaces: [],
    issued: "2026-10-12",
    valid_until: "2027-10-12",
    source: "nhập tại quầy, số 41/2026",
    usable: true,
    why: "NĐ 45/2020/NĐ-CP Đ16",
    note: "Nơi thường trú có trong dữ liệu dân cư.",
  };
  const props = { requirement: "cu-tru", used: false, left: true, asked: null };
  const acts = { use: () => {}, view: () => {}, ask: () => {} };

  it("that is usable says source, day, validity, basis and note, and takes D, V, P", () => {
    render(Proposal, { ...props, ...acts, proposal });
    const text = by("reuse-r")!.textContent!;
    for (const word of ["số 41/2026", "12/10/2026", "12/10/2027", "NĐ 45/2020", "dữ liệu dân cư"])
      expect(text).toContain(word);
    expect([...by("reuse-r")!.querySelectorAll("kbd")].map((one) => one.textContent)).toEqual([
      "D",
      "V",
      "P",
    ]);
  });

  it("that is nearly usable says why not and offers nothing to press", () => {
    render(Proposal, {
      ...props,
      ...acts,
      proposal: { ...proposal, usable: false, why: "hết hạn ngày 03/08/2026" },
    });
    expect(by("reuse-r")!.textContent).toContain("Không dùng được: hết hạn ngày 03/08/2026.");
    expect(by("reuse-r")!.querySelector("button")).toBeNull();
  });
});

describe("a source", () => {
  const source = {
    source: "ho-tich",
    name: "Cơ sở dữ liệu hộ tịch điện tử",
    owner: "Bộ Tư pháp",
    state: "down" as const,
    since: "2026-11-20T10:40",
    by: "Lê Thị Mai",
    at: "2026-11-20T10:40",
    text: "chưa khai thác được từ 10 giờ 40",
    look_up: null,
  };

  it("out of reach neither waives nor demands paper", () => {
    render(SourceLine, { source, look: () => {} });
    const text = by("source-ho-tich")!.textContent!;
    expect(text).toContain("chưa khai thác được từ 10 giờ 40");
    expect(text).toContain("không miễn, cũng không đòi giấy");
  });

  it("that has nothing is another thing: paper may be taken, and who mends the data is named", () => {
    const look_up = { ...LOOK_UP, found: "nothing" as const, evidence: "trang báo không có" };
    render(SourceLine, { source: { ...source, state: "ready", look_up }, look: () => {} });
    const text = by("source-ho-tich")!.textContent!;
    expect(text).toContain("Không có dữ liệu");
    expect(text).toContain("Bộ Tư pháp");
    expect(text).toContain("trang báo không có");
    expect(text).not.toContain("không miễn");
  });
});

describe("a card of a stored result", () => {
  const acts = { revoke: () => {}, view: () => {}, changed: () => {} };

  it("that was revoked says when and why, and can neither be sealed nor revoked again", () => {
    const standing = { state: "revoked" as const, on: "2026-09-01", why: "đã ly hôn" };
    render(ResultCard, { ...acts, result: stored({ standing }) });
    expect(by("result-over")!.textContent).toBe("Đã thu hồi ngày 01/09/2026: đã ly hôn");
    expect(by("seal-ket-qua-1")).toBeNull();
    expect(by("revoke-ket-qua-1")).toBeNull();
  });

  it("names what each failed test lacks", () => {
    const tests = { ...stored().tests, authenticated: false, identified: false };
    render(ResultCard, { ...acts, result: stored({ tests }) });
    expect(document.body.textContent).toContain("chưa niêm phong, chưa có tệp gốc");
    expect(document.body.textContent).toContain("ngày sinh đủ ngày tháng");
  });

  it("tells its history in words", async () => {
    const events = [
      { at: "2026-10-12T09:20", what: "added", by: "Lê Thị Mai", why: null },
      { at: "2026-10-14T09:20", what: "used", by: "Lê Thị Mai", why: "H17.001-261014-2001" },
    ];
    render(ResultCard, { ...acts, result: stored({ events }) });
    await userEvent.click(by("events-ket-qua-1")!);
    expect(by("result-events")!.textContent).toContain("Dùng thay giấy trong hồ sơ: H17.001-261014-2001");
  });
});

describe("the preview of a sheet", () => {
  it("counts good and bad lines and shows why, a handful at a time", async () => {
    render(SheetPreview, { report: REPORT });
    expect(by("sheet-sum")!.textContent).toMatch(/78\s+dòng nhập được.*62\s+dòng không nhập\s+được/s);
    expect(by("rejected-3")!.textContent).toContain("31/02/1990");
    expect(by("rejected-60")).toBeNull();
    await userEvent.click(by("rejected-more")!);
    expect(by("rejected-60")).not.toBeNull();
  });
});

describe("a result taken in by its seal", () => {
  const text = "KQ.261120.4F7K MC1:ABC";
  const holder = { id: AN, name: "", birth: "", organisation: false };

  it("asks who brings it, and refuses another with the reason", async () => {
    const done = vi.fn();
    standInFor({
      ...mock,
      call: async (name, args) => {
        const answer = await mock.call(name, args);
        return name === "seal_verify"
          ? {
              ...(answer as object),
              result: {
                kind: "giay-khai-sinh",
                name: "Giấy khai sinh",
                issued: "2000-03-20",
                valid_until: null,
                issuer: "UBND phường Hải Châu",
                stored: null,
              },
            }
          : answer;
      },
    });
    render(TakeSealed, { text, holder, close: () => {}, done });
    await vi.waitFor(() => expect(by("take-id")).not.toBeNull());
    await userEvent.click(by("take-do")!);
    expect(document.body.textContent).toContain("Cần đủ ngày, tháng, năm sinh");
    await userEvent.type(by("take-birth")!, "16/03/2000");
    await userEvent.click(by("take-do")!);
    await vi.waitFor(() => expect(by("take-refused")!.textContent).toContain("không phải của người ấy"));
    expect(done).not.toHaveBeenCalled();
    await userEvent.clear(by("take-birth")!);
    await userEvent.type(by("take-birth")!, "15/03/2000");
    await userEvent.click(by("take-do")!);
    await vi.waitFor(() => expect(done).toHaveBeenCalledOnce());
  });

  it("that is no result is said, and there is nothing to take", async () => {
    render(TakeSealed, { text, holder, close: () => {}, done: () => {} });
    await vi.waitFor(() => expect(by("take-verdict")!.textContent).toContain("không phải của một kết quả"));
    expect(screen.queryByTestId("take-do")).toBeNull();
  });
});

describe("the measure", () => {
  it("divides what was asked without losing a component", () => {
    const list = parts(MEASURE.components);
    expect(list.reduce((sum, one) => sum + one.count, 0)).toBe(MEASURE.components.asked);
    expect(list.reduce((sum, one) => sum + one.share, 0)).toBeCloseTo(100);
    expect(list.map((one) => one.id)).toContain("open");
  });

  it("never divides by nothing", () => {
    const none = {
      ...MEASURE.components,
      asked: 0,
      filed: 0,
      shown: 0,
      by_data: 0,
      not_looked_up: 0,
      by_result: 0,
      missing: 0,
    };
    expect(parts(none)).toEqual([]);
    expect(withoutPaper(none)).toBe("chưa có số");
    expect(percent({ how: "", numerator: 0, denominator: 0, percent: null })).toBe("chưa có số");
  });

  it("writes numbers as people here do", () => {
    expect(withoutPaper(MEASURE.components)).toBe("31,7 %");
    expect(percent(MEASURE.same_day.by_limit)).toBe("90,9 %");
    expect(count(2_600_000)).toBe("2.600.000");
    expect(size(1_536)).toBe("1,5 kB");
    expect(size(900)).toBe("900 B");
  });
});
