/**
 * What runs in the thread of a user's module. A source text, because the action is one bundled file: a thread with a file of
 * its own would be a second entry point. A request is `{ id, load: url }` or `{ id, row }` and gets one reply with its id:
 * `{ value }` or `{ fault: { text, stack } }`. Only what a score consists of is sent back, and bounded.
 */
export const moduleWorkerSource = `'use strict';
const { parentPort } = require('node:worker_threads');
const nodeModule = require('node:module');
const { inspect } = require('node:util');
const { readFileSync } = require('node:fs');
const { fileURLToPath } = require('node:url');
const post = parentPort.postMessage.bind(parentPort);
const maxTextChars = 1000;
const maxStackChars = 20000;
class Fault { constructor(text) { this.text = text; } }
let score;

parentPort.on('message', async ({ id, load, row }) => {
  try {
    post({ id, value: load === undefined ? slim(await score(row)) : await open(load) });
  } catch (error) {
    const fault = describe(error);
    if (load !== undefined && isUnplaced(error, fault)) fault.stack = await findSyntaxError(load);
    post({ id, fault });
  }
});

async function open(url) {
  const exported = (await import(url)).default;
  if (typeof exported !== 'function') throw new Fault('has no default export that is a function');
  score = exported;
}

function slim(value) {
  if (typeof value !== 'object' || value === null) return slimMember(value);
  return Array.isArray(value) ? [] : { score: slimMember(value.score), reason: slimMember(value.reason) };
}

function slimMember(value) {
  if (typeof value === 'function' || typeof value === 'symbol') throw new Fault('returned a ' + typeof value);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? [] : {};
  return typeof value === 'string' ? bound(value, maxTextChars) : value;
}

function bound(text, maxChars) {
  return text.length > maxChars ? text.slice(0, maxChars - 1) + '\\u2026' : text;
}

function describe(error) {
  if (error instanceof Fault) return { text: error.text, stack: '' };
  try {
    if (!(error instanceof Error)) return { text: 'threw ' + bound(inspect(error, { depth: 1 }), maxTextChars), stack: '' };
    const stack = typeof error.stack === 'string' ? bound(error.stack, maxStackChars) : '';
    return { text: bound(error.name + ': ' + error.message, maxTextChars), stack };
  } catch {
    return { text: 'threw something that cannot be shown', stack: '' };
  }
}

// Node keeps the line of a syntax error to itself: its stack holds nothing but Node's own frames.
function isUnplaced(error, { stack }) {
  return error instanceof SyntaxError && /^SyntaxError/.test(stack) && !stack.includes('file:');
}

// The file that was loaded last is the broken one; the reader of TypeScript tells its line, and runs nothing.
async function findSyntaxError(url) {
  let last = url;
  try {
    const hooks = nodeModule.registerHooks({
      load(next, context, load) {
        last = next;
        return load(next, context);
      },
    });
    await import(url + '?again').catch(() => undefined);
    hooks.deregister();
    nodeModule.stripTypeScriptTypes(readFileSync(fileURLToPath(last), 'utf8'), { sourceUrl: last });
    return '';
  } catch (error) {
    return describe(error).stack;
  }
}
`;
