// A sheet on its way in: looked at first, stopped at will, taken back.
import { render } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { standInFor, type StandIn } from "../src/lib/backend";
import { keyboard } from "../src/lib/keys/keyboard";
import { kept } from "../src/screens/Results/kept.svelte";
import Sheet from "../src/screens/Results/Sheet.svelte";
import { mock } from "./mock/mock";

let detach = () => {};
let calls: string[] = [];

function watched(more: Partial<StandIn> = {}): StandIn {
  const call: StandIn["call"] = (name, args) => {
    const dry = name === "result_import" && (args as { dry_run: boolean }).dry_run;
    calls.push(name === "result_import" ? `${name}${dry ? " dry" : ""}` : name);
    return (more.call ?? mock.call)(name, args);
  };
  return { ...mock, ...more, call };
}

beforeEach(() => {
  calls = [];
  kept.sheet = "ho-tich.xlsx";
  detach = keyboard.attach(window);
});
afterEach(() => {
  standInFor(null);
  detach();
});

const by = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const seen = (id: string) => vi.waitFor(() => expect(by(id)).not.toBeNull());

describe("a sheet", () => {
  it("is looked at first, and written only by a second press", async () => {
    standInFor(watched());
    render(Sheet);
    await userEvent.click(by("sheet-main")!);
    await seen("sheet-report");
    expect(by("sheet-main")!.textContent).toContain("Nhập 78 dòng vào kho");
    expect(calls).not.toContain("result_import");
    await userEvent.click(by("sheet-main")!);
    await vi.waitFor(() => expect(by("sheet-sum")!.textContent).toContain("Đã nhập"));
    expect(calls.filter((one) => one.startsWith("result_import"))).toContain("result_import");
  });

  it("that is stopped says that nothing was written, and is no fault", async () => {
    let stop = () => {};
    standInFor(
      watched({
        call: (name, args) => {
          if (name === "result_import") {
            return new Promise((_, refuse) => {
              stop = () => refuse({ code: "STOPPED", message: "Đã dừng.", detail: null });
            });
          }
          if (name === "result_import_stop") stop();
          return mock.call(name, args);
        },
      }),
    );
    render(Sheet);
    await userEvent.click(by("sheet-main")!);
    await seen("sheet-running");
    await vi.waitFor(() => expect(by("sheet-running")!.textContent).toContain("60 trên 140"));
    await userEvent.keyboard("{Escape}");
    await seen("sheet-stopped");
    expect(by("sheet-fault")).toBeNull();
    expect(calls).toContain("result_import_stop");
  });

  it("that cannot be read is said, and there is nothing to write", async () => {
    standInFor(
      watched({
        call: (name, args) =>
          name === "result_import"
            ? Promise.reject({ code: "BAD_FILE", message: "Không đọc được tệp.", detail: null })
            : mock.call(name, args),
      }),
    );
    render(Sheet);
    await userEvent.click(by("sheet-main")!);
    await seen("sheet-fault");
    expect(by("sheet-report")).toBeNull();
  });

  it("is taken back whole after a second key", async () => {
    standInFor(watched());
    render(Sheet);
    await seen("import-undo-lan-1");
    await userEvent.click(by("import-undo-lan-1")!);
    await seen("undo-import");
    expect(calls).not.toContain("result_undo_import");
    await userEvent.click(by("undo-do")!);
    await vi.waitFor(() => expect(by("imports")!.textContent).toContain("đã hủy"));
  });
});
