const secretName = /KEY|TOKEN|SECRET|PASSW|CREDENTIAL|SIGNATURE|COOKIE|PRIVATE|(^|_)(AUTH|PAT|PWD|PASS|DSN)(_|$)/i;
/** The runner's protocol with the step: inputs, saved state, services of the job, and files whose lines the runner obeys. */
const runnerName = /^(INPUT_|STATE_|ACTIONS_|GITHUB_(OUTPUT|STATE|ENV|PATH|STEP_SUMMARY)$)/i;
/** A thread refuses some of the options that are fit for a process. */
const nodeName = /^NODE_OPTIONS$/i;
const addressWithPassword = /:\/\/[^/\s@]*:[^/\s@]*@/;
/** Shorter values of a variable that is called a secret may well stand elsewhere by chance. */
const minSecretChars = 16;

/**
 * The environment that a user's module sees: without what is called a secret, without copies of it under other names,
 * without addresses that hold a password, and without the runner's protocol.
 */
export function envWithoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const entries = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const isSecretName = (name: string) => secretName.test(name) && name !== 'PWD';
  const secrets = new Set(
    entries.filter(([name, value]) => isSecretName(name) && value.length >= minSecretChars).map(([, value]) => value),
  );
  return Object.fromEntries(
    entries.filter(
      ([name, value]) =>
        !isSecretName(name) &&
        !runnerName.test(name) &&
        !nodeName.test(name) &&
        !secrets.has(value) &&
        !addressWithPassword.test(value),
    ),
  );
}
