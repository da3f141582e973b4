import { describe, expect, it } from "vitest";
import { GAP, isCard, isSeal, Scanner } from "../src/lib/keys/scanner";

const CARD = "048200001234|201234567|Nguyễn Văn An|15032000|Nam|Tổ 1, phường Hải Châu|20052021";

function type(scanner: Scanner, text: string, pause: number): string | null {
  let at = 1000;
  for (const character of text) {
    scanner.key(character, at);
    at += pause;
  }
  return scanner.enter(at);
}

describe("a scanner is told from a hand by its rhythm", () => {
  it("takes fast keys ending in Enter whole", () => {
    expect(type(new Scanner(), CARD, 5)).toBe(CARD);
  });

  it("leaves a fast typist alone", () => {
    expect(type(new Scanner(), "khai sinh", GAP + 1)).toBeNull();
  });

  it("leaves a short burst alone: two keys struck together are no scan", () => {
    expect(type(new Scanner(), "abc", 1)).toBeNull();
  });

  it("forgets what a hand typed before the burst", () => {
    const scanner = new Scanner();
    scanner.key("k", 0);
    scanner.key("h", 500);
    let at = 2000;
    for (const character of CARD) scanner.key(character, (at += 4));
    expect(scanner.enter(at + 4)).toBe(CARD);
  });

  it("begins anew after Enter", () => {
    const scanner = new Scanner();
    expect(type(scanner, CARD, 5)).toBe(CARD);
    expect(scanner.enter(5000)).toBeNull();
  });
});

describe("what was scanned", () => {
  it("is a card with seven fields or more", () => {
    expect(isCard(CARD)).toBe(true);
    expect(isCard(`${CARD}|thêm|nữa`)).toBe(true);
    expect(isCard("a|b|c|d|e|f")).toBe(false);
  });

  it("is a seal when the dossier code stands before the mark", () => {
    expect(isSeal("H17.001-261121-1001 MC1:ABC")).toBe(true);
    expect(isSeal("H17.001-261121-1001")).toBe(false);
    expect(isSeal("https://dichvucong.gov.vn/?mc=1")).toBe(false);
  });
});
