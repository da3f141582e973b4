import { describe, expect, it } from "vitest";
import { parseBirth } from "../src/lib/birthday";
import { day, fileName, moment, money, price } from "../src/lib/display";
import { fold, matches } from "../src/lib/fold";

describe("what a filter compares", () => {
  it("is the same for composed, decomposed and bare text", () => {
    for (const text of ["Điện Bàn Đông", "Điện Bàn Đông".normalize("NFD"), "dien ban dong"]) {
      expect(fold(text)).toBe("dien ban dong");
    }
  });

  it("is found by the beginnings of words in any order, and by initials", () => {
    expect(matches("hai chau", "phường Hải Châu")).toBe(true);
    expect(matches("chau h", "phường Hải Châu")).toBe(true);
    expect(matches("phc", "phường Hải Châu")).toBe(true);
    expect(matches("son tra", "phường Hải Châu")).toBe(false);
    expect(matches("", "phường Hải Châu")).toBe(true);
  });
});

describe("what a clerk types for a birthday", () => {
  it.each([
    ["12/03/1988", "1988-03-12"],
    ["12031988", "1988-03-12"],
    ["1-3-1988", "1988-03-01"],
    ["1988", "1988"],
    ["", null],
    ["30/02/1988", undefined],
    ["hôm qua", undefined],
  ])("%s", (typed, wanted) => expect(parseBirth(typed)).toBe(wanted));
});

describe("what people read", () => {
  it("is a Vietnamese date, time and amount", () => {
    expect(day("2026-11-05")).toBe("05/11/2026");
    expect(day("1990")).toBe("1990");
    expect(moment("2026-11-20T17:00")).toBe("17 giờ 00, thứ Sáu 20/11/2026");
    expect(money(1500000)).toBe("1.500.000 đồng");
    expect(money(0)).toBe("0 đồng");
  });

  it("never calls an unknown price nothing", () => {
    const fee = { total: null, range: null, lines: [], exempted_because: null };
    expect(price(fee)).toBe("theo biểu phí");
    expect(price({ ...fee, range: [15000, 50000] })).toContain("50.000");
    expect(price({ ...fee, total: 0 })).toBe("0 đồng");
  });

  it("is a file name that every system takes", () => {
    expect(fileName("Giấy tiếp nhận: 1/2?", "H17.001-261121-1001")).not.toMatch(/[\\/:*?"<>|]/);
  });
});
