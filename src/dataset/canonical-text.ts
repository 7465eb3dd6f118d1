/** One text for all JSON values that are equal, and for no others: members are sorted, each item ends in a comma. Any depth will do. */
export function canonicalText(value: unknown): string {
  const pieces: string[] = [];
  // What is left to print, last first: texts as they are, values still to be taken apart.
  const rest: ({ readonly text: string } | { readonly value: unknown })[] = [{ value }];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if ('text' in next) pieces.push(next.text);
    else if (Array.isArray(next.value)) {
      pieces.push('[');
      rest.push({ text: ']' });
      for (const item of next.value.toReversed()) rest.push({ text: ',' }, { value: item });
    } else if (typeof next.value === 'object' && next.value !== null) {
      pieces.push('{');
      rest.push({ text: '}' });
      const members = Object.entries(next.value).sort(([a], [b]) => (a < b ? 1 : -1));
      for (const [name, member] of members)
        rest.push({ text: ',' }, { value: member }, { text: `${JSON.stringify(name)}:` });
    } else pieces.push(JSON.stringify(next.value));
  }
  return pieces.join('');
}
