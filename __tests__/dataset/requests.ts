import { compileEdit } from '../../src/dataset/edit.ts';
import { type Dataset, prepareRequests, type RowSource } from '../../src/dataset/prepare.ts';

export interface Uploaded {
  readonly dataset: Dataset;
  readonly requestBytes: number;
  readonly requestsDigest: string;
  /** The request file, byte for byte. */
  readonly bytes: Buffer;
  /** Its lines as text. */
  readonly lines: readonly string[];
  readonly keys: readonly string[];
  readonly passes: number;
}

function sourceOf(display: string, content: string | Buffer, chunkBytes: number): RowSource {
  const bytes = Buffer.from(content as string);
  return {
    display,
    async *chunks() {
      for (let at = 0; at < bytes.length; at += chunkBytes) yield Uint8Array.from(bytes.subarray(at, at + chunkBytes));
    },
  };
}

/** Prepares files, given as their texts by name, and collects what would be uploaded. */
export async function prepareFiles(
  files: readonly (readonly [name: string, content: string | Buffer])[],
  chunkBytes = 64 * 1024,
): Promise<Uploaded> {
  let pieces: Buffer[] = [];
  let passes = 0;
  const openSink = async () => {
    pieces = [];
    passes++;
    return { write: async (bytes: Uint8Array) => void pieces.push(Buffer.from(bytes)) };
  };
  const sources = files.map(([name, content]) => sourceOf(name, content, chunkBytes));
  const options = {
    variants: [{ models: ['gemini-flash'], edit: compileEdit({}), openSink }],
    repeat: 1,
    sample: undefined,
  };
  const dataset = await prepareRequests(sources, options);
  const { requestBytes = 0, requestsDigest = '' } = dataset.variants[0] ?? {};
  const bytes = Buffer.concat(pieces);
  const lines = bytes.toString('utf8').split('\n').slice(0, -1);
  const keys = lines.map((line) => (JSON.parse(line) as { key: string }).key);
  return { dataset, requestBytes, requestsDigest, bytes, lines, keys, passes };
}

/** One file of these rows. */
export function prepareRows(...rows: readonly string[]): Promise<Uploaded> {
  return prepareFiles([['rows.jsonl', `${rows.join('\n')}\n`]]);
}

/** The message of the error that files end in. */
export async function refusalOf(files: Parameters<typeof prepareFiles>[0]): Promise<string> {
  return prepareFiles(files).then(
    ({ lines }) => `accepted ${lines.length} rows`,
    (error: Error) => `${error.name}: ${error.message}`,
  );
}
