import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { standInFor } from "../src/lib/backend";
import { keyboard } from "../src/lib/keys/keyboard";
import { route } from "../src/lib/route.svelte";
import Counter from "../src/screens/Counter/Counter.svelte";
import { mock } from "./mock/mock";

let asked: string[] = [];
let chosen: unknown[] = [];
let detach = () => {};

beforeEach(() => {
  asked = [];
  chosen = [];
  route.start({ at: "counter" });
  detach = keyboard.attach(window);
  standInFor({
    ...mock,
    call: (name, args) => {
      if (name === "catalogue_look") asked.push((args as { query: string }).query);
      if (name === "catalogue_chose") chosen.push(args);
      return mock.call(name, args);
    },
  });
});

afterEach(() => {
  detach();
  standInFor(null);
});

const field = () => screen.getByTestId<HTMLInputElement>("find");
const ids = () => [...screen.getByTestId("hits").children].map((row) => row.id);
const settled = (last: string) => waitFor(() => expect(asked.at(-1)).toBe(last));

/** What an input method does: the text so far stands in the field, underlined. */
async function compose(text: string) {
  field().value = text;
  await fireEvent.input(field(), { isComposing: true });
}

describe("an input method at work", () => {
  it("finds while it composes, leaves its keys alone, and its text as it is", async () => {
    render(Counter);
    await fireEvent.compositionStart(field());
    await compose("khai sin");
    await compose("khai sinh");
    await settled("khai sinh");
    await waitFor(() => expect(ids().length).toBeGreaterThan(1));
    expect(field().value).toBe("khai sinh");
    for (const key of ["Enter", "ArrowDown"]) {
      await fireEvent.keyDown(field(), { key, isComposing: true, keyCode: 229 });
    }
    expect(route.place.at).toBe("counter");
    expect(field().getAttribute("aria-activedescendant")).toBe(ids()[0]);
    await fireEvent.compositionEnd(field());
    await fireEvent.keyDown(field(), { key: "ArrowDown" });
    expect(field().getAttribute("aria-activedescendant")).toBe(ids()[1]);
  });
});

describe("a scanner over a settled list", () => {
  const CARD = "048200001234|201234567|Trần Thị Mẫu|15032000|Nữ|Tổ 1, phường Hải Châu|20052021";

  it("is taken whole: what was typed, the list and the cursor stay", async () => {
    const cards: string[] = [];
    const off = keyboard.onCard((text) => cards.push(text));
    render(Counter);
    await fireEvent.input(field(), { target: { value: "khai sinh" } });
    await settled("khai sinh");
    await waitFor(() => expect(ids().length).toBeGreaterThan(1));
    await fireEvent.keyDown(field(), { key: "ArrowDown" });
    const before = ids();
    const asks = asked.length;
    for (const key of CARD) {
      await fireEvent.keyDown(field(), { key });
      await fireEvent.input(field(), { target: { value: field().value + key } });
    }
    await fireEvent.keyDown(field(), { key: "Enter" });
    off();
    expect(cards).toEqual([CARD]);
    expect(field().value).toBe("khai sinh");
    expect(route.place.at, "the scanner's Enter chose nothing").toBe("counter");
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(ids()).toEqual(before);
    expect(field().getAttribute("aria-activedescendant")).toBe(before[1]);
    expect(asked.length, "nothing of the card was searched").toBe(asks);
  });
});

describe("what is found beside procedures", () => {
  it("a service not received here is marked, and Enter opens where it is", async () => {
    render(Counter);
    await fireEvent.input(field(), { target: { value: "làm hộ chiếu" } });
    const row = await screen.findByTestId("hit-referral-ho-chieu-pho-thong");
    expect(row.textContent).toContain("Không nhận tại quầy");
    expect(row.textContent).toContain("cần xác nhận");
    await fireEvent.keyDown(field(), { key: "Enter" });
    expect(route.place).toEqual({ at: "referral", id: "ho-chieu-pho-thong" });
    expect(chosen, "no procedure was chosen").toEqual([]);
  });

  it("a life event leads to its procedures", async () => {
    render(Counter);
    await fireEvent.input(field(), { target: { value: "vừa sinh em bé" } });
    const row = await screen.findByTestId("hit-event-sinh-con");
    await fireEvent.click(row);
    expect(route.place).toEqual({ at: "event", id: "sinh-con" });
  });

  it("a question is answered above the rows in the same breath, each line with its source", async () => {
    render(Counter);
    await fireEvent.input(field(), { target: { value: "khai sinh cần gì" } });
    const rows = await screen.findByTestId("hits");
    const answer = screen.getByTestId("answer");
    expect(answer.textContent).toContain("TT 04/2024/TT-BTP");
    expect(answer.compareDocumentPosition(rows)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it("what was searched and then chosen is told, so that it can be learned", async () => {
    render(Counter);
    await fireEvent.input(field(), { target: { value: "khai sinh" } });
    await screen.findByTestId("hits");
    const first = ids()[0]?.replace("hit-", "");
    await fireEvent.keyDown(field(), { key: "Enter" });
    await waitFor(() => expect(chosen).toEqual([{ query: "khai sinh", code: first }]));
  });
});
