const shortestRedacted = 4;
const mark = '***';

/** Everything this step was told that must not be shown: keys, tokens, and what may be a signature or a password in an address. */
export function collectSecrets(
  input: (name: string) => string,
  env: (name: string) => string | undefined,
): readonly string[] {
  const keys = ['gemini-api-key', 'github-token'].map(input);
  const addresses = [...input('dataset').split(/\s+/), env('GOOGLE_GEMINI_BASE_URL')?.trim() ?? ''];
  const tokens = ['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'ACTIONS_RUNTIME_TOKEN'].map(env);
  const found = [...keys, ...tokens, ...addresses.flatMap(secretsOfAddress)].map((secret) => secret?.trim() ?? '');
  return [...new Set(found.filter((secret) => secret !== ''))];
}

/** The text with every such secret, as it is or as an address or JSON text spells it, made unreadable. */
export function redact(text: string, secrets: readonly string[]): string {
  const spellings = secrets
    .filter((secret) => secret.length >= shortestRedacted)
    .flatMap((secret) => [secret, encodeURIComponent(secret.toWellFormed()), JSON.stringify(secret).slice(1, -1)])
    .sort((a, b) => b.length - a.length);
  return spellings.reduce((redacted, spelling) => redacted.replaceAll(spelling, mark), text);
}

function secretsOfAddress(address: string): string[] {
  if (!URL.canParse(address)) return [];
  const { search, searchParams, password } = new URL(address);
  const values = [...searchParams.values()].filter((value) => value.length >= shortestRedacted);
  const query = address.includes('?') ? address.slice(address.indexOf('?') + 1) : '';
  return [search.slice(1), query, ...values, password, decoded(password)].filter((text) => text !== '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
