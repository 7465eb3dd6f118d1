import { type JsonObject, type JsonValue, mergePatch } from './edit-json.ts';
import {
  applyObject,
  type MemberEdit,
  type ObjectEdit,
  objectEdit,
  patchMember,
  patchMembers,
  setMember,
} from './edit-object.ts';
import type { SentRequest } from './edit-sent.ts';
import type { RowScanner } from './scan.ts';

/** What is put into every request. */
export interface EditContent {
  /** The text of the system instruction, see `instructionOfFile`. */
  readonly systemInstruction?: string | undefined;
  /** An RFC 7396 merge patch, applied after the instruction, literally: it does not translate between spellings. */
  readonly patch?: JsonObject | undefined;
}

/** An edit made ready to be applied to many rows, one at a time. Every edit removes `model`. */
export interface RequestEdit extends EditContent {
  /** Whether it changes nothing but that. */
  readonly isEmpty: boolean;
  /** For requests that have, or will get, a `systemInstruction`. */
  readonly camelCase: ObjectEdit;
  /** For requests whose last system instruction is called `system_instruction`. */
  readonly snakeCase: ObjectEdit;
}

const camelName = 'systemInstruction';
const snakeName = 'system_instruction';

/** The system instruction that a file's text stands for: without byte order mark and without its last line end. */
export function instructionOfFile(text: string): string {
  return text.replace(/^\ufeff/, '').replace(/\r?\n$/, '');
}

/** Makes an edit ready. A `model` in the patch is left out: the job names the model. */
export function compileEdit({ systemInstruction, patch = {} }: EditContent): RequestEdit {
  const plain = () => objectEdit([...withoutModel(patchMembers(patch)).values()]);
  const isEmpty = systemInstruction === undefined && Object.keys(patch).length === 0;
  const content = { systemInstruction, patch, isEmpty };
  if (systemInstruction === undefined) {
    const edit = plain();
    return { ...content, camelCase: edit, snakeCase: edit };
  }
  const instruction = { parts: [{ text: systemInstruction }] };
  const compile = (name: string, other: string) => objectEdit(withInstruction(instruction, patch, name, other));
  return { ...content, camelCase: compile(camelName, snakeName), snakeCase: compile(snakeName, camelName) };
}

/**
 * Gives the request of the row just scanned as it will be sent. Members that the edit does not touch keep their bytes.
 * Several edits can be applied to one row, each into a SentRequest of its own or one after the other into the same.
 */
export function applyEdit(edit: RequestEdit, scanner: RowScanner, sent: SentRequest): void {
  const { request } = scanner;
  sent.begin();
  const isSnake = edit.camelCase !== edit.snakeCase && request.find(snakeName) > request.find(camelName);
  applyObject(isSnake ? edit.snakeCase : edit.camelCase, request, scanner, sent);
}

/** The edits for requests whose instruction is the member `name`: the patch finds the new one there, and no `other`. */
function withInstruction(instruction: JsonObject, patch: JsonObject, name: string, other: string): MemberEdit[] {
  const edits = withoutModel(patchMembers(patch));
  edits.delete(name);
  const own = patched(instruction, patch, name);
  edits.set(other, patched(undefined, patch, other));
  return [own, ...edits.values()];
}

function patched(target: JsonValue | undefined, patch: JsonObject, name: string): MemberEdit {
  const value = mergePatch(
    target === undefined ? {} : { [name]: target },
    Object.hasOwn(patch, name) ? { [name]: patch[name] as JsonValue } : {},
  )[name];
  return value === undefined ? patchMember(name, null) : setMember(name, value);
}

function withoutModel(edits: Map<string, MemberEdit>): Map<string, MemberEdit> {
  return edits.set('model', { kind: 'remove', name: 'model' });
}
