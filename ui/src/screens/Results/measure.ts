// What the measure of reuse is drawn from. Pure, so that the numbers can be tested without a window.
import type { Components, Rate } from "../../lib/bindings";

/** One part of the bar. */
export interface Part {
  id: "filed" | "shown" | "by_data" | "by_result" | "missing" | "open";
  word: string;
  count: number;
  /** Of all asked, in per cent. */
  share: number;
}

/** How the components that the rule asked for were met; together they are all that were asked. */
export function parts(components: Components): Part[] {
  const { asked, filed, shown, by_result, missing, not_looked_up } = components;
  // What nobody has looked up yet is no data: it may turn out to be missing.
  const by_data = lookedUp(components);
  const rest = Math.max(asked - filed - shown - components.by_data - by_result - missing, 0);
  const open = not_looked_up + rest;
  const list: Omit<Part, "share">[] = [
    { id: "by_result", word: "Kết quả đã lưu thay giấy", count: by_result },
    { id: "by_data", word: "Dữ liệu thay giấy", count: by_data },
    { id: "shown", word: "Chỉ xuất trình", count: shown },
    { id: "filed", word: "Nộp giấy", count: filed },
    { id: "open", word: "Còn phải tra cứu", count: open },
    { id: "missing", word: "Yêu cầu bổ sung", count: missing },
  ];
  const all = Math.max(
    asked,
    list.reduce((sum, one) => sum + one.count, 0),
  );
  return list
    .filter((one) => one.count > 0)
    .map((one) => ({ ...one, share: all === 0 ? 0 : (one.count / all) * 100 }));
}

/** Met by data that somebody has looked up. */
function lookedUp({ by_data, not_looked_up }: Components): number {
  return Math.max(by_data - not_looked_up, 0);
}

/** `66,7 %`, or that there is nothing to count. */
export function percent(rate: Rate): string {
  return rate.percent === null ? "chưa có số" : `${String(rate.percent).replace(".", ",")} %`;
}

/** Of what was asked, how much needed no paper at all, in per cent with one decimal. */
export function withoutPaper(components: Components): string {
  if (components.asked === 0) return "chưa có số";
  const share = ((lookedUp(components) + components.by_result) / components.asked) * 100;
  return `${String(Math.round(share * 10) / 10).replace(".", ",")} %`;
}
