import { strToU8, type Zippable, zipSync } from 'fflate';

export function zipOf(files: Readonly<Record<string, string>>, options: { level?: 0 | 6 } = {}): Uint8Array {
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)]);
  return zipSync(Object.fromEntries(entries) as Zippable, { level: options.level ?? 6 });
}

/** Writes over 16-bit fields of every header in the list at an archive's end; offsets as in the format's description. */
export function patchList(zip: Uint8Array, fields: Readonly<Record<number, number>>): Uint8Array {
  const patched = Buffer.from(zip);
  for (let at = patched.indexOf('PK\x01\x02'); at >= 0; at = patched.indexOf('PK\x01\x02', at + 1))
    for (const [offset, value] of Object.entries(fields)) patched.writeUInt16LE(value, at + Number(offset));
  return patched;
}

/** The same archive with a name written over one of the same length, wherever it stands. */
export function rename(zip: Uint8Array, from: string, to: string): Uint8Array {
  return Buffer.from(Buffer.from(zip).toString('latin1').replaceAll(from, to), 'latin1');
}
