import type { FeeForm } from "../../lib/bindings";
import { money } from "../../lib/display";

/** A fee in a few words. */
export function feeWords(fee: FeeForm): string {
  if (fee.range) return `${money(fee.range[0])} đến ${money(fee.range[1])}`;
  if (fee.pages) return "theo trang";
  if (fee.amount === null) return "chưa có mức thu";
  return fee.amount === 0 ? "0 đồng" : money(fee.amount);
}
