import { hash } from 'node:crypto';
import type { EditContent } from './edit.ts';
import { canonicalText, isJsonObject, type JsonObject, type JsonValue, jsonText } from './edit-json.ts';

const maxChanges = 20;
const maxNameChars = 80;
const maxListChars = 80;
const plainName = /^[A-Za-z_$][\w$-]{0,79}$/;
/** What identifiers, MIME types and the words of enumerations look like, and sentences do not. */
const settingText = /^[\w./+-]{0,40}$/;
/** Members that hold what the model reads, where a single word is text too. */
const instructionNames = new Set(['systemInstruction', 'system_instruction']);
const textNames = new Set([
  ...instructionNames,
  'contents',
  'tools',
  ...['responseSchema', 'response_schema', 'responseJsonSchema', 'response_json_schema', '_responseJsonSchema'],
  ...['responseFormat', 'response_format'],
]);

/**
 * What the edit changes, for people: at most 20 changes. Summaries and logs of public repositories show it, so settings come
 * with their values and all else, which may be a prompt, with its length only. Not escaped for any format.
 */
export function describeEdit({ systemInstruction, patch }: EditContent): string[] {
  const instruction =
    systemInstruction === undefined ? [] : [`systemInstruction replaced (${countCharacters(systemInstruction)})`];
  const changes = [...instruction, ...describeMembers(patch ?? {}, '', false)];
  const surplus = changes.length - maxChanges;
  return surplus > 0 ? [...changes.slice(0, maxChanges), `… and ${surplus} more`] : changes;
}

/** Tells edits apart: SHA-256 in hex, the same for edits that differ in the order of members only. */
export function hashOfEdit({ systemInstruction, patch }: EditContent): string {
  const patchText = patch === undefined || Object.keys(patch).length === 0 ? '' : canonicalText(patch);
  return hash('sha256', JSON.stringify([systemInstruction ?? '', patchText]), 'hex');
}

function describeMembers(patch: JsonObject, parent: string, isText: boolean): string[] {
  return Object.entries(patch).flatMap(([name, value]) => {
    const path = pathOf(parent, name);
    if (value === null) return [`removes ${path}`];
    const holdsText = isText || textNames.has(name);
    if (!isJsonObject(value)) return [`sets ${path} ${describeValue(value, holdsText)}`];
    if (Object.keys(value).length === 0) return [`makes ${path} an object`];
    // What a schema's or a tool's members are called is text, too; an instruction has only those of the API.
    if (holdsText && !instructionNames.has(name)) return [`changes ${path} ${describeValue(value, holdsText)}`];
    return describeMembers(value, path, holdsText);
  });
}

function describeValue(value: JsonValue, isText: boolean): string {
  const json = jsonText(value);
  return !isText && isSetting(value, json) ? `to ${json}` : `(${countCharacters(json)} of JSON)`;
}

function isSetting(value: JsonValue, json: string): boolean {
  if (Array.isArray(value)) return json.length <= maxListChars && value.every(isPlainSetting);
  return isPlainSetting(value);
}

function isPlainSetting(value: JsonValue): boolean {
  return typeof value === 'string' ? settingText.test(value) : typeof value !== 'object';
}

function countCharacters(text: string): string {
  const characters = [...text].length;
  return `${characters.toLocaleString('en-US')} ${characters === 1 ? 'character' : 'characters'}`;
}

function pathOf(parent: string, name: string): string {
  if (!plainName.test(name)) return `${parent}[${shortName(name)}]`;
  return parent === '' ? name : `${parent}.${name}`;
}

function shortName(name: string): string {
  const characters = [...jsonText(name)];
  return characters.length > maxNameChars ? `${characters.slice(0, maxNameChars).join('')}…` : characters.join('');
}
