// Ask once: known fields come back with their source, and a field typed over is not verified any more.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { standInFor } from "../src/lib/backend";
import { PersonForm } from "../src/screens/Guide/personForm.svelte";
import { mock } from "./mock/mock";
import { AN, PERSON } from "./mock/results";

const CARD = `${AN}|201234567|Nguyễn Văn An|15032000|Nam|Tổ 1, phường Hải Châu, thành phố Đà Nẵng|20052021`;

beforeEach(() => standInFor(mock));
afterEach(() => standInFor(null));

describe("a scanned card", () => {
  it("says of each field that it was read, and brings what was given before with its source", async () => {
    const person = new PersonForm();
    await person.card(CARD);
    expect(person.scanned).toBe(true);
    expect(person.read.sort()).toEqual(["address", "birth", "id", "name", "sex"]);
    expect(person.phone).toBe("0905123456");
    expect(person.origin.phone?.source).toContain("hồ sơ");
    expect(person.oldId).toBe("201234567");
  });

  it("loses the mark of a field that is typed over, and of that field only", async () => {
    const person = new PersonForm();
    await person.card(CARD);
    person.typed("address");
    expect(person.read).not.toContain("address");
    expect(person.changed).toEqual(["address"]);
    expect(person.scanned).toBe(true);
    person.typed("name");
    expect(person.scanned).toBe(false);
  });

  it("shows who else is on record under that name, and takes nobody for the same", async () => {
    const person = new PersonForm();
    await person.card(CARD);
    expect(person.near).toEqual(PERSON.namesakes);
    expect(person.id).toBe(AN);
  });
});

describe("a number met before", () => {
  it("is offered with name and birth date, and fills in only when taken", async () => {
    const person = new PersonForm();
    person.id = AN;
    await person.look();
    expect(person.known?.name).toBe("Nguyễn Văn An");
    expect(person.name).toBe("");
    person.takeKnown(person.known!);
    expect(person.name).toBe("Nguyễn Văn An");
    expect(person.origin.name).toMatchObject({ verified: true, date: "2026-10-12" });
    expect(person.origin.phone).toMatchObject({ verified: false });
    // Verified once is not read from the card now.
    expect(person.read).toEqual([]);
  });

  it("shows an old address beside the one that was given now", async () => {
    const person = new PersonForm();
    await person.card(CARD);
    expect(person.others.map((one) => one.value)).toContain("Thôn 2, xã Hòa Vang, thành phố Đà Nẵng");
  });
});
