import type { Parsed, ProblemList } from './values.ts';

/** The variable that sends all traffic of the Gemini API to another address. */
export const baseUrlName = 'GOOGLE_GEMINI_BASE_URL';

/** An http(s) address to which paths can be added. It may not carry a user name, a password, a query or a fragment. */
export function parseBaseUrl(text: string): Parsed<URL> {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return { problem: 'is not an http(s) address' };
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return { problem: 'may not carry a user name or password' };
  if (/[?#]/.test(text)) return { problem: 'may not carry a query (?) or a fragment (#)' };
  return { value: url };
}

/** A wrong address for a message: nothing of it that may be secret. A password can hold anything, so an @ hides all. */
export function showBaseUrl(text: string): string {
  if (!text.includes('@')) return text.replace(/[?#].*$/s, '');
  return `${/^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0] ?? ''}…`;
}

/** Notes what is wrong with the address in the environment, if it is set. */
export function checkBaseUrl(env: (name: string) => string | undefined, problems: ProblemList): void {
  const text = env(baseUrlName)?.trim() ?? '';
  if (text !== '') problems.take(baseUrlName, showBaseUrl(text), parseBaseUrl(text));
}

/** Whether what is sent there can be read on the way: plain http to another machine. */
export function isReadableOnTheWay({ protocol, hostname }: URL): boolean {
  if (protocol !== 'http:') return false;
  return !(/^(.+\.)?localhost\.?$/.test(hostname) || /^127(\.\d+){3}$/.test(hostname) || hostname === '[::1]');
}
