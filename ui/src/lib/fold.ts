const MARKS = /\p{M}/gu;

/** Vietnamese text without diacritics, lower case, single spaces: what a filter compares. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(MARKS, "")
    .toLowerCase()
    .replace(/đ/g, "d")
    .replace(/[^\p{L}\p{N}.]+/gu, " ")
    .trim();
}

/** Whether each word of the query begins a word of the text, or the query is its initials. */
export function matches(query: string, text: string): boolean {
  const wanted = fold(query);
  if (wanted === "") return true;
  const words = fold(text).split(" ");
  const initials = words.map((word) => word[0]).join("");
  if (!wanted.includes(" ") && initials.includes(wanted)) return true;
  return wanted.split(" ").every((part) => words.some((word) => word.startsWith(part)));
}
