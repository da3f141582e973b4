import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Look, LookRow } from "../src/lib/bindings";
import { Find, idOf, PAUSE } from "../src/screens/Counter/find.svelte";

const row = (code: string): LookRow => ({
  what: "procedure",
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

const found = (...codes: string[]): Look => ({ rows: codes.map(row), answer: null });
const shown = (find: Find) => find.rows.map(idOf);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("asks once for a run of keys, and shows what answers the newest", async () => {
  const search = vi.fn(async (query: string) => found(query));
  const find = new Find(search);
  for (const typed of ["k", "kh", "kha"]) find.type(typed);
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(search.mock.calls).toEqual([["kha"]]);
  expect(shown(find)).toEqual(["kha"]);
  expect(find.settled).toBe(true);
});

it("an arrow pressed before the answer moves in the settled list, not in the old one", async () => {
  const find = new Find(async () => found("a", "b"));
  find.type("x");
  find.move(1);
  expect(find.at).toBe(0);
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(find.at).toBe(1);
});

it("an empty field has no rows, whatever is still under way", async () => {
  let answer!: (found: Look) => void;
  const find = new Find(() => new Promise((resolve) => (answer = resolve)));
  find.type("khai");
  await vi.advanceTimersByTimeAsync(PAUSE);
  find.type("");
  answer(found("late"));
  await vi.advanceTimersByTimeAsync(0);
  expect(find.rows).toEqual([]);
});

it("a settled list keeps its order and its cursor when a space is typed or a slower answer comes", async () => {
  const answers: ((found: Look) => void)[] = [];
  const find = new Find(() => new Promise((resolve) => answers.push(resolve)));
  find.type("khai");
  await vi.advanceTimersByTimeAsync(PAUSE);
  answers[0]!(found("a", "b", "c"));
  await vi.advanceTimersByTimeAsync(0);
  find.move(2);
  const before = find.rows;
  find.type("khai ");
  await vi.advanceTimersByTimeAsync(10 * PAUSE);
  expect(answers.length, "nothing new was asked").toBe(1);
  expect(find.rows).toBe(before);
  expect(find.at).toBe(2);
});

it("one letter more and taken back again leaves the list as it was, whatever the letter would have found", async () => {
  const answers = new Map<string, (found: Look) => void>();
  const find = new Find((query) => new Promise((resolve) => answers.set(query, resolve)));
  find.type("khai");
  await vi.advanceTimersByTimeAsync(PAUSE);
  answers.get("khai")!(found("a", "b"));
  await vi.advanceTimersByTimeAsync(0);
  find.move(1);
  find.type("khai s");
  await vi.advanceTimersByTimeAsync(PAUSE);
  find.type("khai");
  answers.get("khai s")!(found("z"));
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(shown(find)).toEqual(["a", "b"]);
  expect(find.at).toBe(1);
  expect(find.settled).toBe(true);
});

it("a key never waits for an answer: typing goes on while one is under way", async () => {
  const find = new Find(() => new Promise(() => {}));
  find.type("k");
  await vi.advanceTimersByTimeAsync(PAUSE);
  find.type("kh");
  expect(find.query).toBe("kh");
  await vi.advanceTimersByTimeAsync(150 + PAUSE);
  expect(find.slow).toBe(true);
  expect(find.settled).toBe(false);
});

it("Enter takes the row of what is typed now, never one of the list before it", async () => {
  const find = new Find(async (query) => found(query));
  find.type("sao");
  await vi.advanceTimersByTimeAsync(PAUSE);
  find.type("sao y");
  const take = vi.fn();
  find.choose((row) => take(idOf(row)));
  expect(take).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(take.mock.calls).toEqual([["sao y"]]);
});

it("what a slow scanner wrote and took out again leaves the list and the cursor, even if it was searched", async () => {
  const search = vi.fn(async (query: string) => found(`${query}-1`, `${query}-2`));
  const find = new Find(search);
  find.type("khai");
  await vi.advanceTimersByTimeAsync(PAUSE);
  find.move(1);
  for (const written of ["khai0", "khai04", "khai048"]) {
    find.type(written);
    await vi.advanceTimersByTimeAsync(2 * PAUSE);
  }
  const asks = search.mock.calls.length;
  find.type("khai");
  expect(shown(find)).toEqual(["khai-1", "khai-2"]);
  expect(find.at).toBe(1);
  await vi.advanceTimersByTimeAsync(10 * PAUSE);
  expect(search.mock.calls.length, "nothing was asked again").toBe(asks);
});
