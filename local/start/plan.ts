import { join, relative, resolve, sep } from 'node:path';
import type { Flags } from './flags.ts';

/** What a run will do, decided before anything starts. */
export interface Plan {
  /** Who answers: the embedded emulator, or the Gemini API with the key that was found. */
  readonly answers: 'canned' | 'real';
  readonly inputs: Readonly<Record<string, string>>;
  /** What the action gets to see of the environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly outFolder: string;
  /** The directory that paths are relative to. */
  readonly workspace: string;
  /** The workflow run that the action believes to be part of. */
  readonly runId: number;
  /** Commands to try next, with what they show. */
  readonly hints: readonly Hint[];
}

/** A command to try next. */
export interface Hint {
  readonly command: string;
  readonly shows: string;
}

/** The machine as the plan needs to know it. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the user stands. */
  readonly directory: string;
  /** The root of this repository. */
  readonly root: string;
  /** When the command was started, in milliseconds since the epoch. */
  readonly startedAt: number;
}

const example = ['examples', 'support-router', 'dataset.jsonl'];
const worsePrompt = 'examples/support-router/system-instruction-worse.txt';
const exampleScorers = 'examples/support-router/scorers.yml';
const exampleLabels = 'examples/support-router/labels.jsonl';
/** The run of all starts that may share jobs. */
const sharedRunId = 1;
const exampleFloors = new Map([
  ['gemini-3.5-flash-lite', '50%'],
  ['gemini-3.8-flash', '90%'],
]);
const emulatorPollSeconds = '0.2';
const keyNames = ['GEMINI_API_KEY', 'GOOGLE_API_KEY'];
const networkNames = [
  'GOOGLE_GEMINI_BASE_URL',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
  'NODE_USE_ENV_PROXY',
];

/** Fills in what the flags leave open: the example, its models and floors, and who answers. */
export function planRun(flags: Flags, surroundings: Surroundings): Plan {
  const { env, directory, root } = surroundings;
  const isReal = [flags.inputs['gemini-api-key'], ...keyNames.map((name) => env[name])].some((key) => key?.trim());
  const outFolder = resolve(directory, flags.out ?? (flags.inputs['output-directory'] || 'out'));
  const models = flags.inputs.models ?? [...exampleFloors.keys()].join('\n');
  const inputs = {
    ...(flags.inputs.dataset === undefined && exampleInputs(flags, models, { directory, root })),
    models,
    ...(!isReal && { 'poll-interval': emulatorPollSeconds }),
    ...flags.inputs,
    'output-directory': outFolder,
  };
  const passed = isReal ? [...keyNames, ...networkNames] : [];
  return {
    answers: isReal ? 'real' : 'canned',
    inputs,
    env: Object.fromEntries(passed.flatMap((name) => (env[name] ? [[name, env[name]]] : []))),
    outFolder,
    workspace: directory,
    // reuse is "run" unless it is given: yesterday's jobs must not answer for a prompt that is tried again today.
    runId: isReal && !flags.inputs.reuse ? surroundings.startedAt : sharedRunId,
    hints: isReal ? [] : hintsFor(flags, surroundings),
  };
}

/** Only for those who ran the example as it is, from where its paths hold. */
function hintsFor({ inputs }: Flags, { directory, root }: Surroundings): Hint[] {
  const changed = [
    'dataset',
    'system-instruction',
    'request-patch',
    'scorers',
    'labels',
    'working-directory',
    'dry-run',
  ];
  if (relative(directory, root) !== '' || changed.some((name) => inputs[name] !== undefined)) return [];
  return [
    {
      command: `npm start -- --system-instruction ${worsePrompt}`,
      shows: 'puts a worse prompt under test; the check turns red',
    },
    {
      command: `npm start -- --scorers ${exampleScorers} --labels ${exampleLabels}`,
      shows: 'also asks for the right queue, which is red too: one ticket goes astray',
    },
  ];
}

function exampleInputs(
  flags: Flags,
  models: string,
  { directory, root }: Pick<Surroundings, 'directory' | 'root'>,
): Record<string, string> {
  const path = join(root, ...example);
  const inside = relative(directory, path);
  const isBelow = !inside.startsWith('..') && flags.inputs['working-directory'] === undefined;
  const floors = models
    .split(/[\n,]/)
    .map((model) => model.trim())
    .flatMap((model) => (exampleFloors.has(model) ? [`${model}: ${exampleFloors.get(model)}`] : []));
  return {
    dataset: (isBelow ? inside : path).split(sep).join('/'),
    threshold: floors.join('\n'),
    name: 'support-router',
  };
}
