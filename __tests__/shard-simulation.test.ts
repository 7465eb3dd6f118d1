import './adapters/one-realm.ts';
import { expect, test } from '@jest/globals';
import { runShards } from '../bench/shard-run.ts';
import { simulateShards } from '../bench/shard-simulation.ts';
import * as files from '../src/adapters/files.ts';
import * as gemini from '../src/adapters/gemini/service.ts';
import * as inputs from '../src/inputs.ts';
import * as answers from '../src/steps/answers/answers.ts';
import * as obtain from '../src/steps/answers/obtain.ts';
import * as submit from '../src/steps/answers/submit.ts';
import * as prepare from '../src/steps/prepare/prepare.ts';
import * as score from '../src/steps/scoring/score.ts';
import { makeFolder } from './adapters/gemini/open-service.ts';

test('a hundred shards for each of two models, ten jobs at a time: order, merge and accounting hold', async () => {
  const setting = { shards: 100, rowsPerShard: 2, rowBytes: 150, concurrentJobs: 10 };
  const parts = { files, gemini, inputs, prepare, submit, obtain, answers, score };
  const figures = await simulateShards(setting, await makeFolder(), (run) => runShards(parts, run));
  expect(figures).toEqual({
    jobs: 200,
    // Each time that jobs have ended each model is refused once, and no more.
    refused: 40,
    mostLive: 10,
    isInOrder: true,
    isAccounted: true,
    merged: 400,
    missing: 0,
    duplicates: 0,
    unknown: 0,
    failures: [],
    waitedMinutes: expect.any(Number),
  });
});
