/** What a field list is asked about: the members of one object. */
export interface NamedMembers {
  readonly count: number;
  hasName(index: number, name: string): boolean;
  name(index: number): string;
}

/** The other spelling of a camelCase name. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The fields of one type, each of which the service reads in camelCase and in snake_case. */
export class FieldList {
  readonly #camelNames: readonly string[];
  readonly #bySnakeName: ReadonlyMap<string, number>;
  readonly #snakeNames: readonly string[];
  #camelSeen = 0;
  #snakeSeen = 0;

  constructor(names: readonly string[]) {
    this.#camelNames = names;
    this.#snakeNames = names.map(snakeCase);
    this.#bySnakeName = new Map(this.#snakeNames.map((name, field) => [name, field]));
  }

  /** Visits the members of one object: names those that are no fields, and returns the field that is there in two spellings. */
  check(members: NamedMembers, onUnknown: (name: string) => void): { camel: string; snake: string } | undefined {
    this.#camelSeen = 0;
    this.#snakeSeen = 0;
    for (let index = 0; index < members.count; index++) {
      if (!this.#see(members, index)) onUnknown(members.name(index));
    }
    const both = this.#camelSeen & this.#snakeSeen;
    if (both === 0) return undefined;
    const field = 31 - Math.clz32(both & -both);
    return { camel: this.#camelNames[field] ?? '', snake: this.#snakeNames[field] ?? '' };
  }

  /** Whether the object just checked has a field of this name, in either spelling. */
  has(camelName: string): boolean {
    const bit = 1 << this.#camelNames.indexOf(camelName);
    return ((this.#camelSeen | this.#snakeSeen) & bit) !== 0;
  }

  #see(members: NamedMembers, index: number): boolean {
    for (let field = 0; field < this.#camelNames.length; field++) {
      if (!members.hasName(index, this.#camelNames[field] as string)) continue;
      this.#camelSeen |= 1 << field;
      return true;
    }
    const field = this.#bySnakeName.get(members.name(index));
    if (field === undefined) return false;
    this.#snakeSeen |= this.#camelNames[field] === this.#snakeNames[field] ? 0 : 1 << field;
    return true;
  }
}

/** The fields of GenerateContentRequest in the API's OpenAPI description of 2026-08, the usual ones first. */
export const requestFields = [
  'contents',
  'systemInstruction',
  'generationConfig',
  'tools',
  'toolConfig',
  'safetySettings',
  'model',
  'cachedContent',
  'store',
  'serviceTier',
];

/** The fields of GenerationConfig in the same description, the usual ones first. */
export const configFields = [
  'temperature',
  'topP',
  'topK',
  'maxOutputTokens',
  'responseMimeType',
  'responseSchema',
  'thinkingConfig',
  'candidateCount',
  'stopSequences',
  'seed',
  'presencePenalty',
  'frequencyPenalty',
  'responseJsonSchema',
  'responseFormat',
  'responseModalities',
  'responseLogprobs',
  'logprobs',
  'enableEnhancedCivicAnswers',
  'enableAffectiveDialog',
  'speechConfig',
  'imageConfig',
  'mediaResolution',
  'translationConfig',
  'audioTranscriptionConfig',
];

/** The fields of Part in the same description, the usual ones first. */
export const partFields = [
  'text',
  'inlineData',
  'fileData',
  'functionCall',
  'functionResponse',
  'thought',
  'thoughtSignature',
  'executableCode',
  'codeExecutionResult',
  'videoMetadata',
  'mediaResolution',
  'mediaProcessing',
  'partMetadata',
  'toolCall',
  'toolResponse',
];
