// Time limits as they are written and as a clerk says them.

export const UNITS = {
  working_day: "ngày làm việc",
  day: "ngày",
  working_hour: "giờ làm việc",
  hour: "giờ",
} as const;

/** `3 working_day` → `3 ngày làm việc`. */
export function limitWords(limit: string): string {
  if (limit === "") return "(chưa có thời hạn)";
  if (limit === "same_day") return "trong ngày";
  return limit.replace(
    /\b(working_day|day|working_hour|hour)\b/g,
    (unit) => UNITS[unit as keyof typeof UNITS],
  );
}

/** One span; null for the same day, for a sum of several, and for what is not yet whole. */
export function oneSpan(limit: string): { count: string; unit: keyof typeof UNITS } | null {
  const [count, unit, ...more] = limit.split(" ");
  if (more.length > 0 || !unit || !(unit in UNITS)) return null;
  return { count: count ?? "", unit: unit as keyof typeof UNITS };
}
