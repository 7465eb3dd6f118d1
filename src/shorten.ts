/** As much of a text as a sentence can quote. */
const maxQuotedChars = 80;

/** The start of a text from outside: 80 characters of it, or as many as given. */
export function shorten(text: string, maxChars = maxQuotedChars): string {
  if (text.length <= maxChars) return text;
  const cut = text.slice(0, maxChars);
  // Half of a surrogate pair is no character.
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
