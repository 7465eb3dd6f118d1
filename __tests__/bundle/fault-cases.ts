import type { Fault } from '../../local/gemini/faults.ts';
import type { GeminiEmulatorOptions } from '../../local/gemini/options.ts';
import type { Step } from '../../local/gemini/types.ts';
import { eightAndFourteen, type Stage, setStage } from './stage.ts';

export const flash = 'gemini-2.5-flash';
export const pro = 'gemini-2.5-pro';

/** What happens to Flash, or to every call, and what it comes to. Pro must always have its score. */
export interface FaultCase {
  readonly gemini?: GeminiEmulatorOptions;
  readonly faults?: readonly Fault[];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly verdict: string;
  /** Flash's score. */
  readonly score: number | null;
  /** Words of the reason. */
  readonly reason?: RegExp;
  /** Jobs ever created; two unless given. */
  readonly jobs?: number;
}

const whole = { verdict: 'pass', score: 8 / 15 } as const;
const lost = { verdict: 'inconclusive', score: null } as const;

/** Only Flash's job goes through these states. */
const flashLife = (...steps: Step[]): GeminiEmulatorOptions => ({
  life: ({ model }) => (model === flash ? steps : ['RUNNING', 'SUCCEEDED']),
});
const everyCall = (effect: Fault['do']): Fault[] =>
  (
    [
      'upload.start',
      'upload.piece',
      'batches.create',
      'batches.list',
      'batches.get',
      'batches.cancel',
      'download',
      'files.list',
      'files.delete',
    ] as const
  ).map((on) => ({ on, nth: 1, do: effect }));

const failed = { state: 'FAILED', error: { code: 9, message: 'Schema of line 3 is too deep' } };
/** All states of a job and all faults of the service that are known, and what a run comes to in them. */
export const faultCases: Readonly<Record<string, FaultCase>> = {
  'a job that expired': { gemini: flashLife('RUNNING', 'EXPIRED'), ...lost, reason: /expired before it was finished/ },
  'a job that failed, with its error': {
    gemini: flashLife(failed),
    ...lost,
    reason: /Schema of line 3 is too deep \(code 9\)/,
  },
  'a job that somebody cancelled': { gemini: flashLife('RUNNING', 'CANCELLED'), ...lost, reason: /was cancelled/ },
  'a job that succeeded and names its file later': {
    gemini: flashLife({ state: 'SUCCEEDED', withoutFile: 3 }),
    ...whole,
  },
  'a job that succeeded in part': { gemini: flashLife('RUNNING', 'PARTIALLY_SUCCEEDED'), ...whole },
  'states that nobody knows yet': { gemini: flashLife('QUEUED', 'PAUSED', 'REBALANCING', 'SUCCEEDED'), ...whole },
  'a job in which every row failed': {
    gemini: {
      answer: (row) => (row.model === flash ? { error: { code: 3, message: 'bad' } } : eightAndFourteen(row)),
    },
    ...lost,
    reason: /answered none of 15 rows/,
  },
  'a job that ends in an unknown state never': {
    gemini: flashLife('REBALANCING'),
    inputs: { 'timeout-minutes': '0.01', 'on-timeout': 'cancel' },
    ...lost,
    reason: /was last seen REBALANCING/,
  },
  '429 on create, far below the quota': { faults: [{ on: 'batches.create', times: 3, do: { status: 429 } }], ...whole },
  '429 that names its pause': {
    faults: [{ on: 'batches.create', times: 2, do: { status: 429, headers: { 'retry-after': '0.01' } } }],
    ...whole,
  },
  '429 until the deadline': {
    faults: [{ on: 'batches.create', times: 999, when: ({ path }) => path.includes(flash), do: { status: 429 } }],
    inputs: { 'timeout-minutes': '0.02', 'on-timeout': 'cancel' },
    ...lost,
    jobs: 1,
  },
  'a cancel at the deadline that is refused at first': {
    gemini: flashLife('RUNNING'),
    faults: [{ on: 'batches.cancel', do: { status: 503 } }],
    inputs: { 'timeout-minutes': '0.01', 'on-timeout': 'cancel' },
    ...lost,
  },
  '503 on every call': { faults: everyCall({ status: 503 }), ...whole },
  '500 on every call, after it had its effect': { faults: everyCall({ status: 500, after: true }), ...whole },
  'a reset on every call': { faults: everyCall({ reset: 'before' }), ...whole },
  'a reset on every call, after it had its effect': { faults: everyCall({ reset: 'after' }), ...whole },
  'a job that the key does not see': {
    gemini: { life: () => Array(9).fill('RUNNING') },
    faults: [
      { on: 'batches.list', nth: 3, times: 999, do: { status: 200, body: {} } },
      { on: 'batches.get', times: 999, do: { status: 404 } },
    ],
    inputs: { models: flash },
    ...lost,
    reason: /does not know this job/,
    jobs: 1,
  },
  'a MIME type that is refused at the upload': {
    gemini: { mimeTypes: ['text/plain'], mimeRefusal: 'upload' },
    ...whole,
  },
  'a MIME type that is refused with the job': {
    gemini: { mimeTypes: ['text/plain'], mimeRefusal: 'create' },
    ...whole,
  },
  'uploads that are answered without a file': { gemini: { mimeTypes: ['jsonl'], mimeRefusal: 'no-file' }, ...whole },
  'downloads that break off in mid-body': {
    faults: [{ on: 'download', times: 3, do: { cutAfterBytes: 700 } }],
    ...whole,
  },
  'downloads that end early without a sign': {
    faults: [{ on: 'download', times: 2, do: { cutAfterBytes: 700, clean: true } }],
    ...whole,
  },
  'downloads at the plain address only': { gemini: { downloadForms: { plain: true, prefixed: false } }, ...whole },
  'downloads at the prefixed address only': { gemini: { downloadForms: { plain: false, prefixed: true } }, ...whole },
  'a result file that is named in one place only': { gemini: { responsesFileIn: 'response' }, ...whole },
};

/** A stage on which it goes wrong. */
export async function setFaultyStage({ gemini, faults = [] }: FaultCase): Promise<Stage> {
  const stage = await setStage(gemini === undefined ? {} : { gemini });
  for (const fault of faults) stage.gemini.addFault(fault);
  return stage;
}
