import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Draft, DraftBody } from "../src/lib/bindings";
import { DraftKeeper, PAUSE } from "../src/screens/Guide/draftKeeper";

const body = (note: string): DraftBody => ({
  answers: {},
  channel: "counter",
  person: null,
  organisation: null,
  on_behalf_of: null,
  ticked: [],
  shown: [],
  reuse: [],
  decisions: [],
  despite: null,
  scanned: [],
  exempt: null,
  pages: null,
  copies: null,
  quantity: null,
  note,
});
const saved = (id: string, of: DraftBody): Draft => ({ id, code: "1.001193", name: "", saved: "", body: of });

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("saves once the hand rests, and only the last state", async () => {
  const save = vi.fn(async (_: string | null, of: DraftBody) => saved("d1", of));
  const keeper = new DraftKeeper(null, save);
  keeper.change(body("a"));
  await vi.advanceTimersByTimeAsync(PAUSE - 1);
  keeper.change(body("b"));
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(save).toHaveBeenCalledTimes(1);
  expect(save.mock.calls[0]![1].note).toBe("b");
});

it("never makes two drafts of one guide", async () => {
  const save = vi.fn(async (id: string | null, of: DraftBody) => saved(id ?? "d1", of));
  const keeper = new DraftKeeper(null, save);
  keeper.change(body("a"));
  const first = keeper.flush();
  // The first save is under way when the next change comes.
  await Promise.resolve();
  keeper.change(body("b"));
  await keeper.flush();
  await first;
  expect(save.mock.calls.map(([id]) => id)).toEqual([null, "d1"]);
});

it("keeps what could not be saved and tries again with the next change", async () => {
  const failed = vi.fn();
  let full = true;
  const save = vi.fn(async (_: string | null, of: DraftBody) => {
    if (full) throw new Error("full disk");
    return saved("d1", of);
  });
  const keeper = new DraftKeeper(null, save, failed);
  keeper.change(body("a"));
  await keeper.flush();
  expect(failed).toHaveBeenLastCalledWith(expect.any(Error));
  full = false;
  await keeper.flush();
  expect(save.mock.calls.at(-1)![1].note).toBe("a");
  expect(failed).toHaveBeenLastCalledWith(null);
});

it("saves nothing of a guide that has become a dossier", async () => {
  const save = vi.fn(async (_: string | null, of: DraftBody) => saved("d1", of));
  const keeper = new DraftKeeper(null, save);
  keeper.change(body("a"));
  keeper.stop();
  await vi.advanceTimersByTimeAsync(PAUSE * 3);
  expect(save).not.toHaveBeenCalled();
});
