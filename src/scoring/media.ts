import { createHash } from 'node:crypto';
import { asObject, type JsonObject, memberOf } from './json-object.ts';

/** A part of an answer that is neither text nor call: a picture, a file, or code that the model ran. */
export interface Media {
  /** Its type; for code and its outcome the name of the part, such as executableCode. */
  readonly mimeType: string;
  /** Equal for equal contents. */
  readonly digest: string;
}

const digestOf = (text: unknown, encoding: 'base64' | 'utf8' = 'utf8') =>
  createHash('sha256')
    .update(String(text ?? ''), encoding)
    .digest('hex');

/** The media of one part, in either spelling; empty for parts of text, calls or signatures. */
export function readMedia(part: JsonObject | undefined): Media[] {
  const typeOf = (media: JsonObject) => String(memberOf(media, 'mimeType') ?? 'of unknown type');
  const data = asObject(memberOf(part, 'inlineData'));
  // Bytes, not letters: logs have base64 in both of its alphabets.
  if (data !== undefined) return [{ mimeType: typeOf(data), digest: digestOf(data.data, 'base64') }];
  const file = asObject(memberOf(part, 'fileData'));
  if (file !== undefined) return [{ mimeType: typeOf(file), digest: digestOf(memberOf(file, 'fileUri')) }];
  const code = asObject(memberOf(part, 'executableCode'));
  if (code !== undefined) return [{ mimeType: 'executableCode', digest: digestOf(code.code) }];
  const outcome = asObject(memberOf(part, 'codeExecutionResult'));
  if (outcome === undefined) return [];
  return [{ mimeType: 'codeExecutionResult', digest: digestOf(`${outcome.outcome}\n${outcome.output ?? ''}`) }];
}
