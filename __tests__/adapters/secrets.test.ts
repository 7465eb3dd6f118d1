import { expect, test } from '@jest/globals';
import { collectSecrets, redact } from '../../src/adapters/secrets.ts';

const inputs: Readonly<Record<string, string>> = {
  'gemini-api-key': ' AIza-input ',
  'github-token': 'ghs_token',
  dataset: 'evals/*.jsonl\nhttps://data.example/a.jsonl?sig=a%2Bb%20c&v=1\nhttps://data.example/b.jsonl',
};
const env: Readonly<Record<string, string>> = {
  GEMINI_API_KEY: 'AIza-env',
  GOOGLE_API_KEY: 'AIza-google',
  GOOGLE_GEMINI_BASE_URL: 'https://me:p%40ssword@proxy.example',
};
const secrets = collectSecrets(
  (name) => inputs[name] ?? '',
  (name) => env[name],
);

test.each([
  'AIza-input',
  'AIza-env',
  'AIza-google',
  'ghs_token',
  'sig=a%2Bb%20c&v=1',
  'a%2Bb%20c',
  'a+b c',
  'p%40ssword',
  'p@ssword',
])('%s is in nothing that a failed step prints', (secret) => {
  const error = new Error(`fetch ${secret} failed`, { cause: new Error(`at "${secret}"`) });
  for (const text of [error.message, error.stack ?? '', String(error.cause)]) {
    expect(text).toContain(secret);
    expect(redact(text, secrets)).not.toContain(secret);
  }
});

test('what is no secret stays', () => {
  const text = 'https://data.example/b.jsonl and evals/*.jsonl, v=1: a 1 here, an aa there';
  expect(redact(text, secrets)).toBe(text);
  expect(
    redact(
      text,
      collectSecrets(String, () => undefined).filter(() => false),
    ),
  ).toBe(text);
  expect(redact('a b', ['a', ''])).toBe('a b');
});

test('nothing set is nothing to hide', () => {
  expect(
    collectSecrets(
      () => '',
      () => undefined,
    ),
  ).toEqual([]);
});
