type Versions = { readonly [version: string]: number };

/** A number, a date or a word of its life cycle behind a model's name is a version of it; `-lite` is another model. */
const versionSuffix = /^(-(\d+|preview|exp|experimental|latest|stable|thinking)[\w.-]*)?$/;
const plain = (name: string) => name.replace(/^models\//, '');

/** Names that answered although they are no version of the model asked for. An alias (`…-latest`) may answer under any name. */
export function foreignVersions(model: string, versions: Versions): string[] {
  const asked = plain(model);
  if (asked.endsWith('-latest') || asked.startsWith('tunedModels/')) return [];
  return Object.keys(versions).filter((version) => {
    const answered = plain(version);
    return !(answered.startsWith(asked) && versionSuffix.test(answered.slice(asked.length)));
  });
}

/** Whether the model answered as other versions than in the baseline; unknown ones say nothing. */
export function hasDrifted(present: Versions, before: Versions): boolean {
  const [now, then] = [present, before].map((versions) => Object.keys(versions).map(plain).sort().join(' '));
  return now !== '' && then !== '' && now !== then;
}
