import type { EditedObject } from './edit-object.ts';
import { MemberTable } from './json-members.ts';
import { openObject } from './json-tokens.ts';
import type { RowScanner } from './scan.ts';

/** The spellings of the member that tells how to generate. */
export const configNames: readonly string[] = ['generationConfig', 'generation_config'];

/** Members of generationConfig with a schema; a responseFormat may lack one, which is found out with the answer. */
const schemaNames: readonly string[] = [
  'responseSchema',
  'response_schema',
  'responseJsonSchema',
  'response_json_schema',
  '_responseJsonSchema',
  'responseFormat',
  'response_format',
];
/** The n that only null begins with. */
const letterN = 0x6e;
const unsetValues = new Set(['null', '""', '[]', '{}']);

/**
 * A request as it will be sent, filled again for every row and variant: its text in pieces, and its members, some of which
 * stand in the row and some in the edit. All of it is valid until the scanner scans the next row; nothing is copied.
 */
export class SentRequest implements EditedObject {
  /** The request's text, in order: parts of the row's bytes and texts of the edit. */
  readonly pieces: Uint8Array[] = [];
  count = 0;
  readonly scanner: RowScanner;
  readonly #indexes: number[] = [];
  readonly #values: (Uint8Array | undefined)[] = [];
  readonly #newNames: (string | undefined)[] = [];
  readonly #configTable = new MemberTable();
  #hasScannedConfig = false;

  constructor(scanner: RowScanner) {
    this.scanner = scanner;
  }

  /** Begins another request, of the row that the scanner has scanned. */
  begin(): void {
    this.pieces.length = 0;
    this.count = 0;
    this.#hasScannedConfig = false;
  }

  put(piece: Uint8Array): void {
    this.pieces.push(piece);
  }

  member(_table: MemberTable, index: number, value: Uint8Array | undefined): void {
    this.#indexes[this.count] = index;
    this.#values[this.count] = value;
    this.#newNames[this.count++] = undefined;
  }

  newMember(name: string, value: Uint8Array): void {
    this.#values[this.count] = value;
    this.#newNames[this.count++] = name;
  }

  /** Whether the member bears this name, however it is escaped. */
  hasName(index: number, name: string): boolean {
    const newName = this.#newNames[index];
    return newName === undefined
      ? this.scanner.request.hasName(this.#indexes[index] as number, name)
      : newName === name;
  }

  /** The member's name, unescaped. */
  name(index: number): string {
    return this.#newNames[index] ?? this.scanner.request.name(this.#indexes[index] as number);
  }

  /** The member's value as its bytes. */
  value(index: number): Uint8Array {
    return this.#values[index] ?? this.scanner.request.value(this.#indexes[index] as number);
  }

  /** The index of the last member that bears one of the names; or -1. */
  find(names: readonly string[]): number {
    for (let index = this.count - 1; index >= 0; index--) {
      for (const name of names) if (this.hasName(index, name)) return index;
    }
    return -1;
  }

  /** Whether the member's value says anything: null, "", [] and {} do not. */
  isSet(index: number): boolean {
    const value = this.value(index);
    return value.length > 4 || !unsetValues.has(Buffer.from(value).toString('latin1'));
  }

  /** The members of its generationConfig (or generation_config), when that is an object. */
  config(): MemberTable | undefined {
    if (!this.#hasScannedConfig) this.#scanConfig();
    return this.#configTable.bytes.length > 0 ? this.#configTable : undefined;
  }

  /** Whether it asks for answers of a schema, in any of the members that can hold one. */
  asksForSchema(): boolean {
    const config = this.config();
    if (config === undefined) return false;
    for (const name of schemaNames) {
      const index = config.find(name);
      if (index >= 0 && config.bytes[config.valueStart[index] as number] !== letterN) return true;
    }
    return false;
  }

  #scanConfig(): void {
    this.#hasScannedConfig = true;
    const index = this.find(configNames);
    const value = index < 0 ? undefined : this.value(index);
    if (value?.[0] === openObject) this.scanner.scanObject(value, 0, value.length, this.#configTable);
    else this.#configTable.reset(new Uint8Array(0), 0);
  }
}
