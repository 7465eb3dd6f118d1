import { built } from './built.ts';

/** Our own way: validate each row, cut the two members out of its bytes, give it a key. */
const [input = '', output = ''] = process.argv.slice(2);
const { localFiles } = await built<typeof import('../../src/adapters/files.ts')>('adapters/files.js');
const { prepareRequests } = await built<typeof import('../../src/dataset/prepare.ts')>('dataset/prepare.js');
const sink = await localFiles.createSink(output);
const { compileEdit } = await built<typeof import('../../src/dataset/edit.ts')>('dataset/edit.js');
const variant = { models: [], edit: compileEdit({}), openSink: async () => sink };
await prepareRequests([{ display: input, chunks: () => localFiles.readChunks(input) }], {
  variants: [variant],
  repeat: 1,
  sample: undefined,
});
await sink.close();
console.log(`peak ${process.resourceUsage().maxRSS}`);
