import { call } from "../../lib/backend";
import type { Namesake, RequirementView, ResultView } from "../../lib/bindings";
import { latest } from "../../lib/latest";

/** A result of somebody who may be the same person under another number: never usable, only said. */
export interface Hint {
  who: Namesake;
  result: ResultView;
}

/** More of one name and birth date than this, and nobody would look. */
const MOST = 3;

/** What is stored under other numbers of the same name and birth date. */
export class Hints {
  all = $state.raw<Hint[]>([]);
  #find = latest((near: Namesake[]) =>
    Promise.all(
      near.map(async (who) =>
        (await call("result_find", { person: who.id })).map((result) => ({ who, result })),
      ),
    ),
  );

  async seek(near: Namesake[]) {
    const same = near.filter((one) => one.same_birth).slice(0, MOST);
    if (same.length === 0) {
      this.#find.drop();
      this.all = [];
      return;
    }
    try {
      const answer = await this.#find.ask(same);
      if (answer.fresh) this.all = answer.value.flat();
    } catch {
      this.all = [];
    }
  }

  /** Those that would do for a requirement, were it one person. */
  for(requirement: RequirementView): Hint[] {
    const wanted = new Set(requirement.alternatives.flat().map((one) => one.evidence));
    return this.all.filter(({ result }) => wanted.has(result.kind) && result.standing.state === "valid");
  }
}
