import { expect, it } from "vitest";
import { latest } from "../src/lib/latest";

function later<T>() {
  let resolve!: (value: T) => void;
  let reject!: (cause: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

it("an answer that was overtaken comes back stale", async () => {
  const asked = [later<string>(), later<string>()];
  const ask = latest((nth: number) => asked[nth]!.promise);
  const first = ask.ask(0);
  const second = ask.ask(1);
  asked[1]!.resolve("new");
  asked[0]!.resolve("old");
  expect(await second).toEqual({ fresh: true, value: "new" });
  expect(await first).toEqual({ fresh: false });
});

it("a fault that was overtaken is nobody's business; a fresh one is thrown", async () => {
  const asked = [later<string>(), later<string>()];
  const ask = latest((nth: number) => asked[nth]!.promise);
  const first = ask.ask(0);
  const second = ask.ask(1);
  asked[0]!.reject("old fault");
  asked[1]!.reject("new fault");
  expect(await first).toEqual({ fresh: false });
  await expect(second).rejects.toBe("new fault");
});

it("what was dropped is stale", async () => {
  const one = later<string>();
  const ask = latest(() => one.promise);
  const answer = ask.ask();
  ask.drop();
  one.resolve("late");
  expect(await answer).toEqual({ fresh: false });
});
