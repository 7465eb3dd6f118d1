import { longPromptTokens } from '../cost/price-table.ts';
import { bytesPerToken, maxTokensPerImage, promptTokensOf, type Volume } from '../cost/volume.ts';
import type { SentRequest } from './edit-sent.ts';
import { findInlineImages } from './inline-images.ts';
import type { MemberTable } from './json-members.ts';

const limitNames: readonly string[] = ['maxOutputTokens', 'max_output_tokens'];
const candidateNames: readonly string[] = ['candidateCount', 'candidate_count'];
const digitZero = 0x30;
/** Shorter than that an image costs more tokens than its bytes count for, and is left as it is. */
const leastImageBytes = maxTokensPerImage * bytesPerToken;

/** Adds up what the requests of one file hold and allow, for an estimate of what they cost. */
export class VolumeCounter {
  readonly all = emptyVolume();
  /** Those that each alone have a long prompt. */
  readonly long = emptyVolume();
  readonly #row = emptyVolume();

  /** Takes in a row's request as it will be sent, so many times, in lines of so many bytes together. Gives its prompts' tokens. */
  add(sent: SentRequest, requests: number, bytes: number): number {
    const row = this.#row;
    row.requests = requests;
    row.bytes = bytes;
    row.images = 0;
    row.imageBytes = 0;
    if (bytes > requests * leastImageBytes) countImages(sent, row);
    const config = sent.config();
    const answers = requests * (readCount(config, candidateNames) || 1);
    const limit = readCount(config, limitNames);
    row.limitTokens = limit * answers;
    row.openAnswers = limit > 0 ? 0 : answers;
    addTo(this.all, row);
    const tokens = promptTokensOf(row);
    if (tokens > requests * longPromptTokens) addTo(this.long, row);
    return tokens;
  }
}

type Sum = { -readonly [Field in keyof Volume]: number };

function emptyVolume(): Sum {
  return { requests: 0, bytes: 0, images: 0, imageBytes: 0, limitTokens: 0, openAnswers: 0 };
}

function addTo(sum: Sum, row: Volume): void {
  sum.requests += row.requests;
  sum.bytes += row.bytes;
  sum.images += row.images;
  sum.imageBytes += row.imageBytes;
  sum.limitTokens += row.limitTokens;
  sum.openAnswers += row.openAnswers;
}

function countImages({ pieces }: SentRequest, row: Sum): void {
  for (const piece of pieces) {
    if (piece.length < leastImageBytes) continue;
    const images = findInlineImages(piece);
    row.images += row.requests * images.count;
    row.imageBytes += row.requests * images.bytes;
  }
}

/** The member's value where it is a number (or one in quotes, which the service takes too); 0 for anything else. */
function readCount(config: MemberTable | undefined, names: readonly string[]): number {
  for (const name of names) {
    const index = config?.find(name) ?? -1;
    if (config && index >= 0) return readDigits(config, index) ?? readNumber(config.parse(index));
  }
  return 0;
}

/** Reading it out of the bytes costs a tenth of parsing it. */
function readDigits({ bytes, valueStart, valueEnd }: MemberTable, index: number): number | undefined {
  let value = 0;
  const end = valueEnd[index] as number;
  for (let p = valueStart[index] as number; p < end; p++) {
    const digit = (bytes[p] as number) - digitZero;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

function readNumber(value: unknown): number {
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : 0;
  return number > 0 && number < Number.POSITIVE_INFINITY ? number : 0;
}
