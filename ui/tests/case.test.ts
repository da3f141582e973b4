import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { standInFor } from "../src/lib/backend";
import { GuideCase } from "../src/screens/Guide/case.svelte";
import { mock } from "./mock/mock";

beforeEach(() => standInFor(mock));
afterEach(() => standInFor(null));

async function begun(): Promise<GuideCase> {
  const guide = new GuideCase("1.001193", null);
  await guide.refresh();
  return guide;
}

describe("a guided case", () => {
  it("answers the open question with a digit and opens the next", async () => {
    const guide = await begun();
    const first = guide.open!;
    await guide.answerOpen(1);
    expect(guide.answers[first.id]).toBe(first.options[0]!.id);
    expect(guide.open!.id).not.toBe(first.id);
  });

  it("takes a digit that no option has for nothing", async () => {
    const guide = await begun();
    await guide.answerOpen(9);
    expect(guide.answers).toEqual({});
  });

  it("quick digits answer one question after the other", async () => {
    const guide = await begun();
    await Promise.all([guide.answerOpen(1), guide.answerOpen(1), guide.answerOpen(1)]);
    expect(Object.keys(guide.answers).length).toBeGreaterThanOrEqual(3);
  });

  it("is asked how it is filed last, and the answer changes the channel", async () => {
    const guide = await begun();
    expect(guide.questions.at(-1)!.id).toBe("channel");
    guide.answer("channel", "online");
    expect(guide.channel).toBe("online");
  });

  it("undoes one step at a time", async () => {
    const guide = await begun();
    await guide.answerOpen(1);
    const requirement = guide.checklist!.requirements[0]!;
    guide.tick(requirement.id, 0);
    guide.undo();
    expect(guide.ticked).toEqual({});
    guide.undo();
    expect(guide.answers).toEqual({});
    expect(guide.canUndo).toBe(false);
  });

  it("ticking another alternative replaces the first, ticking it again takes it away", async () => {
    const guide = await begun();
    for (let i = 0; i < 6; i += 1) await guide.answerOpen(1);
    const paper = guide.checklist!.requirements.find((one) => one.need === "file")!;
    guide.tick(paper.id, 0);
    expect(guide.submitted().filter((one) => one.requirement === paper.id)).toHaveLength(
      paper.alternatives[0]!.length,
    );
    guide.tick(paper.id, 0);
    expect(guide.submitted().filter((one) => one.requirement === paper.id)).toEqual([]);
  });

  it("says what pressing the main key would bring about", async () => {
    const guide = await begun();
    for (let i = 0; i < 6; i += 1) await guide.answerOpen(1);
    expect(guide.ending).toBe("supplement");
    for (const one of guide.owed) guide.tick(one.id, 0);
    expect(guide.owed).toEqual([]);
    expect(guide.ending).toBe("received");
    guide.refuse = { reason: "Không thuộc thẩm quyền", basis: null, go_to: null };
    expect(guide.ending).toBe("refused");
  });

  it("data that nobody looked up yet never makes it incomplete", async () => {
    const guide = await begun();
    for (let i = 0; i < 6; i += 1) await guide.answerOpen(1);
    for (const one of guide.owed) guide.tick(one.id, 0);
    expect(guide.toLookUp.length).toBeGreaterThan(0);
    expect(guide.ending).toBe("received");
  });
});
