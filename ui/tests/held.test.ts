import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Held } from "../src/lib/keys/held";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("does what a hand pressed, in order, a moment later", () => {
  const held = new Held();
  const done: number[] = [];
  held.press(() => done.push(1));
  held.press(() => done.push(2));
  expect(done).toEqual([]);
  vi.runAllTimers();
  expect(done).toEqual([1, 2]);
});

it("does nothing of what came too thick to be a hand", () => {
  const held = new Held();
  const act = vi.fn();
  for (let i = 0; i < 12; i += 1) held.press(act);
  vi.runAllTimers();
  expect(act).not.toHaveBeenCalled();
});

it("forgets what waits when it was a scanner after all", () => {
  const held = new Held();
  const act = vi.fn();
  held.press(act);
  held.drop();
  vi.runAllTimers();
  expect(act).not.toHaveBeenCalled();
});
