import { isJsonObject, type JsonObject, type JsonValue, jsonText, mergePatch } from './edit-json.ts';
import { MemberTable } from './json-members.ts';
import { openObject } from './json-tokens.ts';
import type { RowScanner } from './scan.ts';

/** What happens to the members of one name: every copy goes, or the last one stays with another value. */
export type MemberEdit =
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'set'; readonly name: string; readonly value: Uint8Array; readonly whenAbsent: Uint8Array }
  | {
      readonly kind: 'merge';
      readonly name: string;
      /** The value where there is no object to merge into. */
      readonly value: Uint8Array;
      readonly whenAbsent: Uint8Array;
      readonly inner: ObjectEdit;
    };

/** The edits of one object's members, with the room to apply them to one row after the other. */
export interface ObjectEdit {
  readonly members: readonly MemberEdit[];
  /** By edit: the index of the last member of its name in the object at hand. */
  readonly last: Int32Array;
  /** By member of the object at hand: the index of its edit, or -1. */
  readonly editOf: number[];
  /** The members of an object merged into. */
  readonly table: MemberTable;
}

/** Takes in, in order, what an edited object consists of. */
export interface EditedObject {
  /** The next bytes of its text; never empty. */
  put(piece: Uint8Array): void;
  /** Its next member is that one; `value` is its new value, if it has one. */
  member(table: MemberTable, index: number, value: Uint8Array | undefined): void;
  /** Its next member is a new one. */
  newMember(name: string, value: Uint8Array): void;
}

/** Edits of different names, put together. */
export function objectEdit(members: readonly MemberEdit[]): ObjectEdit {
  return { members, last: new Int32Array(members.length), editOf: [], table: new MemberTable() };
}

/** The edit by which RFC 7396 patches a member with this value. */
export function patchMember(name: string, patch: JsonValue): MemberEdit {
  if (patch === null) return { kind: 'remove', name };
  if (!isJsonObject(patch)) return setMember(name, patch);
  const members = Object.entries(patch).map(([inner, value]) => patchMember(inner, value));
  return { ...setMember(name, mergePatch(undefined, patch)), kind: 'merge', inner: objectEdit(members) };
}

/** The edit that gives a member this value whatever it was. */
export function setMember(name: string, value: JsonValue): MemberEdit & { kind: 'set' } {
  const text = jsonText(value);
  return {
    kind: 'set',
    name,
    value: Buffer.from(text),
    whenAbsent: Buffer.from(`,${JSON.stringify(name)}:${text}`),
  };
}

/** The edits of a whole patch, by the names of its members. */
export function patchMembers(patch: JsonObject): Map<string, MemberEdit> {
  return new Map(Object.entries(patch).map(([name, value]) => [name, patchMember(name, value)]));
}

/**
 * Gives the text of the object as edited. Bytes of members that no edit names stay; one that goes, goes with one comma and
 * the space behind it; new ones come behind the last. Copies of an edited member before its last, which JSON.parse does
 * not see either, go.
 */
export function applyObject(edit: ObjectEdit, table: MemberTable, scanner: RowScanner, out: EditedObject): void {
  const { bytes, objectStart, objectEnd, count } = table;
  findEdits(edit, table);
  let from = objectStart;
  let lastKept = -1;
  const copyTo = (to: number, next: number) => {
    if (to > from) out.put(bytes.subarray(from, to));
    from = next;
  };
  for (let index = 0; index < count; index++) {
    const which = edit.editOf[index] as number;
    const member = edit.members[which];
    if (member !== undefined && (member.kind === 'remove' || edit.last[which] !== index)) continue;
    if (index > lastKept + 1) copyTo(memberStart(table, lastKept + 1), memberStart(table, index));
    lastKept = index;
    const value = member && newValue(member, table, index, scanner);
    out.member(table, index, value);
    if (value === undefined) continue;
    copyTo(table.valueStart[index] as number, table.valueEnd[index] as number);
    out.put(value);
  }
  const isEmpty = lastKept < 0;
  // An object without members keeps its inner space, as long as nothing moves in.
  if (!isEmpty) copyTo(table.valueEnd[lastKept] as number, table.valueEnd[count - 1] as number);
  else if (count > 0 || addsMembers(edit)) copyTo(objectStart + 1, objectEnd - 1);
  putNewMembers(edit, isEmpty, out);
  copyTo(objectEnd, objectEnd);
}

function findEdits(edit: ObjectEdit, table: MemberTable): void {
  const { members, last, editOf } = edit;
  last.fill(-1);
  for (let index = 0; index < table.count; index++) {
    let which = members.length - 1;
    while (which >= 0 && !table.hasName(index, (members[which] as MemberEdit).name)) which--;
    editOf[index] = which;
    if (which >= 0) last[which] = index;
  }
}

function addsMembers({ members, last }: ObjectEdit): boolean {
  return members.some((member, which) => member.kind !== 'remove' && last[which] === -1);
}

function putNewMembers({ members, last }: ObjectEdit, isEmpty: boolean, out: EditedObject): void {
  let isFirst = isEmpty;
  for (let which = 0; which < members.length; which++) {
    const member = members[which] as MemberEdit;
    if (member.kind === 'remove' || last[which] !== -1) continue;
    out.put(isFirst ? member.whenAbsent.subarray(1) : member.whenAbsent);
    out.newMember(member.name, member.value);
    isFirst = false;
  }
}

function newValue(member: MemberEdit, table: MemberTable, index: number, scanner: RowScanner): Uint8Array | undefined {
  if (member.kind === 'remove') return undefined;
  const start = table.valueStart[index] as number;
  if (member.kind === 'set' || table.bytes[start] !== openObject) return member.value;
  const { inner } = member;
  scanner.scanObject(table.bytes, start, table.valueEnd[index] as number, inner.table);
  const pieces: Uint8Array[] = [];
  applyObject(inner, inner.table, scanner, { put: (piece) => void pieces.push(piece), member() {}, newMember() {} });
  return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
}

function memberStart(table: MemberTable, index: number): number {
  return (table.nameStart[index] as number) - 1;
}
