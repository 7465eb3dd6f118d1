import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** A small generator of numbers that is the same everywhere (Park and Miller, 1988). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const words =
  'order parcel größe 返品 refund café 🙂 "quoted" back\\slash invoice late Straße account password shipping'.split(
    ' ',
  );

function text(random: () => number, chars: number): string {
  let out = '';
  while (out.length < chars) out += `${words[Math.floor(random() * words.length)]} `;
  return out;
}

/** Rows of a log export, 1 KB to 100 KB, every twentieth with an image of 200 KB, up to `bytes`; one of 20 MB when asked. */
export async function writeDataset(
  path: string,
  bytes: number,
  options: { hugeRow: boolean; images: boolean },
): Promise<number> {
  const random = numbers(20261122);
  const file = createWriteStream(path);
  let written = 0;
  let rows = 0;
  while (written < bytes) {
    const chars = options.hugeRow && rows === 7 ? 20_000_000 : 1000 * 100 ** random();
    const parts: object[] = [{ text: text(random, chars) }];
    if (options.images && rows % 20 === 0)
      parts.push({ inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo'.repeat(18_000) } });
    const line = `${JSON.stringify({
      request: {
        model: 'models/gemini-2.5-flash',
        contents: [{ role: 'user', parts }],
        generationConfig: { temperature: 0.5, maxOutputTokens: 1024 },
      },
      response: { candidates: [{ content: { parts: [{ text: text(random, 200) }] } }] },
    })}\n`;
    written += Buffer.byteLength(line);
    rows++;
    if (!file.write(line)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  return rows;
}

/** A dataset and shuffled results of so many rows, every other one with a function call, as it was logged. */
export async function writeResults(datasetPath: string, resultsPath: string, rows: number): Promise<void> {
  const requests = createWriteStream(datasetPath);
  const results = createWriteStream(resultsPath);
  // A step that shares no factor with the number of rows visits each once.
  const step = rows % 7919 === 0 ? 7907 : 7919;
  for (let index = 0; index < rows; index++) {
    const row = (index * step) % rows;
    const part =
      row % 2 === 0
        ? { functionCall: { name: 'route', args: { queue: 'billing', id: row } } }
        : { text: `Answer ${row} that goes on a little.` };
    const response = {
      candidates: [{ content: { role: 'model', parts: [part] }, finishReason: 'STOP', index: 0 }],
      usageMetadata: { promptTokenCount: 40, candidatesTokenCount: 12, totalTokenCount: 52 },
      modelVersion: 'gemini-2.5-flash',
      responseId: `id-${row}`,
    };
    const logged = { candidates: [{ content: { parts: [{ text: `Logged ${index}` }] } }] };
    const request = { contents: [{ parts: [{ text: `Message ${index}` }] }] };
    const full = [
      requests.write(`${JSON.stringify({ key: `row-${index}`, request, response: logged })}\n`),
      results.write(`${JSON.stringify({ key: `row-${row}`, response })}\n`),
    ];
    if (!full[0]) await once(requests, 'drain');
    if (!full[1]) await once(results, 'drain');
  }
  for (const file of [requests, results]) {
    file.end();
    await once(file, 'finish');
  }
}
