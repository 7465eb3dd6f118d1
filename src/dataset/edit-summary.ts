import { hash } from 'node:crypto';
import type { EditContent } from './edit.ts';
import { canonicalText, isJsonObject, type JsonObject, type JsonValue, jsonText } from './edit-json.ts';

const maxChanges = 20;
const maxValueChars = 80;
const plainName = /^[A-Za-z_$][\w$-]*$/;

/** What the edit changes, for people: at most 20 changes, each value cut to 80 characters. Not escaped for any format. */
export function describeEdit({ systemInstruction, patch }: EditContent): string[] {
  const changes: string[] = [];
  if (systemInstruction !== undefined) {
    const characters = [...systemInstruction].length;
    const unit = characters === 1 ? 'character' : 'characters';
    changes.push(`systemInstruction replaced (${characters.toLocaleString('en-US')} ${unit})`);
  }
  if (patch !== undefined) describeMembers(patch, '', changes);
  const surplus = changes.length - maxChanges;
  return surplus > 0 ? [...changes.slice(0, maxChanges), `… and ${surplus} more`] : changes;
}

/** Tells edits apart: SHA-256 in hex, the same for edits that differ in the order of members only. */
export function hashOfEdit({ systemInstruction, patch }: EditContent): string {
  const patchText = patch === undefined || Object.keys(patch).length === 0 ? '' : canonicalText(patch);
  return hash('sha256', JSON.stringify([systemInstruction ?? '', patchText]), 'hex');
}

function describeMembers(patch: JsonObject, parent: string, changes: string[]): void {
  for (const [name, value] of Object.entries(patch)) {
    const path = pathOf(parent, name);
    if (value === null) changes.push(`removes ${path}`);
    else if (isJsonObject(value) && Object.keys(value).length > 0) describeMembers(value, path, changes);
    else if (isJsonObject(value)) changes.push(`makes ${path} an object`);
    else changes.push(`sets ${path} to ${shortText(value)}`);
  }
}

function pathOf(parent: string, name: string): string {
  if (!plainName.test(name)) return `${parent}[${shortText(name)}]`;
  return parent === '' ? name : `${parent}.${name}`;
}

function shortText(value: JsonValue): string {
  const characters = [...jsonText(value)];
  return characters.length > maxValueChars ? `${characters.slice(0, maxValueChars).join('')}…` : characters.join('');
}
