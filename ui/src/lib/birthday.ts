/** What a clerk types for a day of birth → `YYYY-MM-DD` or `YYYY`; undefined when it is no such day. */
export function parseBirth(typed: string): string | null | undefined {
  const text = typed.trim();
  if (text === "") return null;
  if (/^\d{4}$/.test(text)) return text;
  const parts =
    /^(\d{2})(\d{2})(\d{4})$/.exec(text) ?? /^(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d{4})$/.exec(text);
  if (!parts) return undefined;
  const [date, month, year] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const known = new Date(Date.UTC(year, month - 1, date));
  if (known.getUTCMonth() !== month - 1 || known.getUTCDate() !== date) return undefined;
  const two = (n: number) => String(n).padStart(2, "0");
  return `${year}-${two(month)}-${two(date)}`;
}
