import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** The limit: the bytes copied in pieces of 1 MiB, unseen. */
const [input = '', output = ''] = process.argv.slice(2);
await pipeline(
  createReadStream(input, { highWaterMark: 1 << 20 }),
  createWriteStream(output, { highWaterMark: 1 << 20 }),
);
console.log(`peak ${process.resourceUsage().maxRSS}`);
