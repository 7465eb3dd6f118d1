import { bytesPerToken } from '../../cost/volume.ts';
import { RequestWriter } from '../../dataset/request-writer.ts';
import { limitsOf } from '../../dataset/shard-limits.ts';
import { ShardCutter } from '../../dataset/shards.ts';
import { fileStemOfModel } from '../../inputs/models.ts';
import type { Inputs } from '../../inputs.ts';
import type { World } from '../../ports.ts';
import { type JoinVisitor, joinReplies, keyOfSlot } from '../../scoring/join.ts';
import { judgeRequest, type Rubric } from '../../scoring/judge.ts';
import type { ModelAnswers } from '../answers/answers.ts';
import type { StageFile } from '../answers/submit.ts';
import type { Prepared } from '../prepare/prepare.ts';
import { openMaterial } from '../scoring/material.ts';

/** A judge model, with the rubrics it decides by and their numbers among all rubrics. */
export interface Judge {
  readonly model: string;
  readonly rubrics: readonly { readonly rubric: Rubric; readonly number: number }[];
  /** No rubric names it: it is the first of the models under evaluation. */
  readonly isDefault: boolean;
}

/** What one judge is asked about one model's answers. */
export interface JudgeFile extends StageFile {
  readonly judge: string;
  /** The model whose answers are judged. */
  readonly model: string;
  readonly requests: number;
}

/** The judges that the scorers ask for, each model once. */
export function judgesOf(inputs: Inputs): Judge[] {
  const judges = new Map<
    string,
    { model: string; rubrics: { rubric: Rubric; number: number }[]; isDefault: boolean }
  >();
  inputs.scorers
    .flatMap(({ rubric }) => rubric ?? [])
    .forEach((rubric, index) => {
      const model = rubric.model ?? inputs.models[0] ?? '';
      const judge = judges.get(model) ?? { model, rubrics: [], isDefault: false };
      judge.rubrics.push({ rubric, number: index + 1 });
      judge.isDefault ||= rubric.model === undefined;
      judges.set(model, judge);
    });
  return [...judges.values()];
}

/**
 * Writes what each judge is asked, a file per model: so that a re-run in which one model's answers changed does not pay for
 * judging the others again. A judge with nothing to judge gets no file.
 */
export async function createJudgeRequests(
  inputs: Inputs,
  world: World,
  dataset: Prepared,
  answers: readonly ModelAnswers[],
  judges: readonly Judge[],
): Promise<JudgeFile[]> {
  const files: JudgeFile[] = [];
  for (const judge of judges) {
    for (const { model, paths } of answers) {
      if (paths.length === 0) continue;
      const file = await writeRequests(inputs, world, dataset, { judge, model, paths });
      if (file.requests > 0) files.push(file);
    }
  }
  return files;
}

async function writeRequests(
  inputs: Inputs,
  world: World,
  dataset: Prepared,
  { judge, model, paths }: { judge: Judge; model: string; paths: readonly string[] },
): Promise<JudgeFile> {
  const stem = `${fileStemOfModel(judge.model)}.${fileStemOfModel(model)}`;
  const path = world.files.join(world.outputDirectory, 'judge', `${stem}.requests.jsonl`);
  const sink = await world.files.createSink(path);
  const writer = new RequestWriter(sink);
  const cutter = new ShardCutter(limitsOf([judge.model], world.limits));
  const slots = { rows: dataset.rows, repeat: inputs.repeat };
  const material = openMaterial(inputs, world, dataset, model, new Set(['request'] as const));
  const lines: Buffer[] = [];
  let requests = 0;
  const onReply: JoinVisitor['onReply'] = (slot, reply) => {
    if (reply.kind === 'error') return undefined;
    const { request } = material.read(Math.floor(slot / inputs.repeat));
    for (const { rubric, number } of judge.rubrics) {
      const asked = judgeRequest(rubric, { request, answer: reply.answer });
      if (asked === undefined) continue;
      const key = `${fileStemOfModel(model)}/${keyOfSlot(slots, slot)}/${number}`;
      lines.push(Buffer.from(`${JSON.stringify({ key, request: asked })}\n`));
    }
    return undefined;
  };
  const onBatch = async () => {
    for (const line of lines.splice(0)) {
      requests++;
      cutter.add({ bytes: line.length, tokens: line.length / bytesPerToken }, line);
      await writer.write([line]);
    }
  };
  try {
    const results = paths.map((file) => world.files.readChunks(file, world.signal));
    await joinReplies(results, slots, { onReply, onBatch });
    await writer.flush();
    await sink.close();
  } catch (error) {
    await sink.abort();
    throw error;
  } finally {
    material.close();
  }
  return { path, ...cutter.finish(), judge: judge.model, model, requests };
}
