import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isObject } from '../gemini/proto-json.ts';
import { callReply, partsReply, textReply } from '../gemini/replies.ts';
import type { AskedRow, Reply } from '../gemini/types.ts';
import { fittingValue } from './fitting-value.ts';

type Prompt = 'usual' | 'worse';

interface CannedRow {
  /** Line in the example's dataset. */
  readonly line: number;
  readonly args: { readonly queue: string; readonly priority: string; readonly summary: string };
  /** The models that call the function under each prompt. */
  readonly calls: Readonly<Record<Prompt, readonly string[]>>;
}

const goodShareOf256 = 205;
const signatureBytes = 48;

/** What the emulator answers to the rows of `examples/support-router`, by row key. */
export const cannedRows: Readonly<Record<string, CannedRow>> = JSON.parse(read('canned.json'));

/** The models whose answers to the example's rows are fixed. */
const cannedModels: readonly string[] = ['gemini-3.5-flash-lite', 'gemini-3.8-flash'];

const worsePrompt = read('../../examples/support-router/system-instruction-worse.txt').trim();

/**
 * Answers a row without any model, always in the same way. The example's rows are answered by a table, all others as their
 * request asks (a call of the first function, JSON that fits the schema, or text) in about four of five cases. A judge is content
 * as often.
 */
export function cannedAnswer(row: AskedRow): Reply {
  if (row.displayName.includes('/judge/')) return textReply(row, JSON.stringify(cannedVerdict(row)));
  const key = (row.key ?? '').replace(/#\d+$/, '');
  const canned = Object.hasOwn(cannedRows, key) ? cannedRows[key] : undefined;
  if (canned === undefined) return isGood(row) ? fittingReply(row) : textReply(row, 'another canned answer');
  const isCall = cannedModels.includes(row.model)
    ? canned.calls[promptOf(row.request)].includes(row.model)
    : isGood(row);
  return isCall ? routeReply(row, canned) : textReply(row, inWords(canned));
}

/** A verdict as llm-rubric asks for it, without a look at the answer. */
function cannedVerdict(row: AskedRow): object {
  return { reason: 'canned verdict', pass: isGood(row), score: isGood(row) ? 1 : 0 };
}

function promptOf(request: AskedRow['request']): Prompt {
  const instruction = request.systemInstruction ?? request.system_instruction;
  const parts = isObject(instruction) && Array.isArray(instruction.parts) ? instruction.parts : [];
  const text = parts.map((part) => (isObject(part) && typeof part.text === 'string' ? part.text : '')).join('');
  return text.trim() === worsePrompt ? 'worse' : 'usual';
}

function routeReply(row: AskedRow, { args }: CannedRow): Reply {
  const thoughtSignature = digest(row).toString('base64').slice(0, signatureBytes);
  return partsReply(row, [{ functionCall: { name: 'route_ticket', args }, thoughtSignature }]);
}

function inWords({ args }: CannedRow): string {
  return `Thank you for your message. I have noted: ${args.summary} A colleague of ours will take care of it.`;
}

function fittingReply(row: AskedRow): Reply {
  const declared = firstFunction(row.request);
  if (declared !== undefined) return callReply(row, declared.name, declared.args);
  const config = row.request.generationConfig ?? row.request.generation_config;
  if (!isObject(config)) return textReply(row, 'canned answer');
  const mimeType = config.responseMimeType ?? config.response_mime_type;
  const schema =
    config.responseJsonSchema ?? config.response_json_schema ?? config.responseSchema ?? config.response_schema;
  if (mimeType !== 'application/json') return textReply(row, 'canned answer');
  return textReply(row, JSON.stringify(fittingValue(schema ?? {})));
}

function firstFunction(request: AskedRow['request']): { name: string; args: object } | undefined {
  const tools = Array.isArray(request.tools) ? request.tools.filter(isObject) : [];
  const lists = tools.map((tool) => tool.functionDeclarations ?? tool.function_declarations);
  const first = lists.flat().find((declaration) => isObject(declaration) && typeof declaration.name === 'string');
  if (!isObject(first)) return undefined;
  const args = fittingValue(first.parametersJsonSchema ?? first.parameters_json_schema ?? first.parameters ?? {});
  return { name: String(first.name), args: isObject(args) ? args : {} };
}

function isGood(row: AskedRow): boolean {
  return (digest(row)[0] ?? 0) < goodShareOf256;
}

function digest({ model, key, index }: AskedRow): Buffer {
  return createHash('sha256')
    .update(`${model}\n${key ?? index}`)
    .digest();
}

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}
