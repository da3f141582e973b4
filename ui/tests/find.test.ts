import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Hit } from "../src/lib/bindings";
import { Find, PAUSE } from "../src/screens/Counter/find.svelte";

const hit = (code: string): Hit => ({
  code,
  name: code,
  field: "Hộ tịch",
  kind: "new",
  guided: true,
  in_force: true,
  score: 1,
  because: "",
  limit: null,
  fee_counter: null,
  fee_online: null,
});

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("asks once for a run of keys, and shows what answers the newest", async () => {
  const search = vi.fn(async (query: string) => [hit(query)]);
  const find = new Find(search);
  for (const typed of ["k", "kh", "kha"]) find.type(typed);
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(search.mock.calls).toEqual([["kha"]]);
  expect(find.hits.map((one) => one.code)).toEqual(["kha"]);
  expect(find.settled).toBe(true);
});

it("an arrow pressed before the answer moves in the settled list, not in the old one", async () => {
  const find = new Find(async () => [hit("a"), hit("b")]);
  find.type("x");
  find.move(1);
  expect(find.at).toBe(0);
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(find.at).toBe(1);
});

it("an empty field has no hits, whatever is still under way", async () => {
  let answer!: (hits: Hit[]) => void;
  const find = new Find(() => new Promise((resolve) => (answer = resolve)));
  find.type("khai");
  await vi.advanceTimersByTimeAsync(PAUSE);
  find.type("");
  answer([hit("late")]);
  await vi.advanceTimersByTimeAsync(0);
  expect(find.hits).toEqual([]);
});
