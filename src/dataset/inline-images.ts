import { quote } from './json-tokens.ts';

/** Images longer than a stride and a window hold a whole window wherever they begin. */
const strideBytes = 8 * 1024;
const windowBytes = 64;
/** How far around the base64 its object's other members are looked for. */
const contextBytes = 256;

/** Base64 in both alphabets; a backslash, since some writers escape the slash. */
const isBase64 = new Uint8Array(256);
for (const byte of Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=\\'))
  isBase64[byte] = 1;

const opensInlineData = /"(?:inlineData|inline_data)"\s*:\s*\{[^{}]*"data"\s*:\s*$/;
const namesImage = /"(?:mimeType|mime_type)"\s*:\s*"image\\?\//;

/**
 * Counts the images that stand as inline data in the bytes of a request, and the bytes of their base64: those of more than 8,256
 * bytes. One beside members of unusual length is overlooked. Text costs a look at a few bytes of every 8 KB.
 */
export function findInlineImages(bytes: Uint8Array): { readonly count: number; readonly bytes: number } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const images = { count: 0, bytes: 0 };
  for (let at = strideBytes; at + windowBytes <= buffer.length; at += strideBytes) {
    if (!isBase64Window(buffer, at)) continue;
    const start = buffer.lastIndexOf(quote, at) + 1;
    const end = buffer.indexOf(quote, at);
    if (end < 0) break;
    if (isImage(buffer, start, end)) {
      images.count++;
      images.bytes += end - start;
    }
    at = end;
  }
  return images;
}

function isBase64Window(bytes: Uint8Array, at: number): boolean {
  for (let p = at; p < at + windowBytes; p++) if (isBase64[bytes[p] as number] === 0) return false;
  return true;
}

/** Whether the string in bytes[start, end) is the data of an inline image. */
function isImage(buffer: Buffer, start: number, end: number): boolean {
  const before = buffer.toString('latin1', Math.max(0, start - 1 - contextBytes), start - 1);
  const opening = opensInlineData.exec(before)?.[0];
  if (opening === undefined) return false;
  const behind = buffer.toString('latin1', end + 1, end + 1 + contextBytes);
  return namesImage.test(opening) || namesImage.test(behind.slice(0, behind.indexOf('}') + 1));
}
