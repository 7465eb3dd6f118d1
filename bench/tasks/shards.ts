import { runShards } from '../shard-run.ts';
import { built } from './built.ts';

/** Takes a dataset in shards through the whole run: prints its figures as JSON, then its peak memory. */
const [url = '', dataset = '', folder = '', models = '', shardBytes = ''] = process.argv.slice(2);
const figures = await runShards(
  {
    files: await built('adapters/files.js'),
    gemini: await built('adapters/gemini/service.js'),
    inputs: await built('inputs.js'),
    prepare: await built('steps/prepare/prepare.js'),
    submit: await built('steps/answers/submit.js'),
    obtain: await built('steps/answers/obtain.js'),
    answers: await built('steps/answers/answers.js'),
    score: await built('steps/scoring/score.js'),
  },
  { url, dataset, folder, models: models.split(','), shardBytes: Number(shardBytes) },
);
console.log(JSON.stringify(figures));
console.log(`peak ${process.resourceUsage().maxRSS}`);
