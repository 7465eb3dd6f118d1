import { quote } from '../../errors.ts';
import { type Answer, asObject } from '../answer.ts';
import type { Finding, Subject } from '../scorer.ts';
import type { ScorerDefinition } from './definition.ts';
import { readImports } from './module-imports.ts';

/** What a user's module is given, as a copy of its own: it may change it freely. */
export interface ModuleRow {
  readonly key: string;
  /** The row's label as it stands in the dataset; undefined without one (a label may be null). */
  readonly expected: unknown;
  readonly tags: readonly string[];
  /** The request as it was sent. */
  readonly request: unknown;
  readonly answer: ModuleAnswer;
  /** The answer in the log; null without one. */
  readonly logged: ModuleAnswer | null;
  /** The GenerateContentResponse as it came. */
  readonly response: object;
}

export type ModuleAnswer = Pick<Answer, 'text' | 'calls' | 'finishReason'>;

/** A row got no score through the module's fault. Anything else that running it rejects with is the run's end. */
export class ModuleFailure extends Error {
  /** `path:line`, or a path alone; undefined where nothing tells. */
  readonly place: string | undefined;

  constructor(message: string, place?: string) {
    super(message);
    this.name = 'ModuleFailure';
    this.place = place;
  }
}

/** A user's ES module: its default export takes a row to a score. Nothing of it runs before the first row. */
export const javascript: ScorerDefinition = {
  name: 'javascript',
  options: [],
  async build({ value: path }, tools) {
    if (typeof path !== 'string') return { problem: 'takes the path of a file with an ES module' };
    const run = await tools.openModule(path);
    if (run === undefined) return { problem: `there is no file ${quote(path)}; it takes the path of an ES module` };
    const source = await tools.readText(path);
    await readImports(path, source ?? '', tools.readText);
    const place = placeOfExport(path, source);
    return {
      isCode: true,
      reset: () => run.reset?.(),
      needs: ['expected', 'request', 'logged'],
      async evaluate(subject) {
        try {
          return readScore(await run(rowOf(subject)), place);
        } catch (error) {
          if (!(error instanceof ModuleFailure)) throw error;
          return { score: null, reason: `${error.place ?? place}: ${error.message}` };
        }
      },
    };
  },
};

/** Where a mistake is put that has no line of its own, such as an endless loop or a wrong value. */
function placeOfExport(path: string, source = ''): string {
  const found = source.search(/^[ \t]*(export\s+default\b|export\s*\{[^}]*\bas\s+default\b|module\.exports\s*=)/m);
  return found < 0 ? path : `${path}:${source.slice(0, found).split('\n').length}`;
}

const pickAnswer = ({ text, calls, finishReason }: Answer): ModuleAnswer => ({ text, calls, finishReason });

function rowOf({ key, expected, tags, request, answer, logged, response }: Subject): ModuleRow {
  return {
    key,
    expected,
    tags,
    request,
    answer: pickAnswer(answer),
    logged: logged === undefined ? null : pickAnswer(logged),
    response,
  };
}

const accepted = 'it must be true, false, a number from 0 to 1, or { score, reason } with such a score';
/** A mean of ones may come out a little above 1. */
const tolerance = 1e-9;

function readScore(returned: unknown, place: string): Finding {
  const object = asObject(returned);
  const { score, reason = '' } = object ?? { score: returned };
  const wrong = (what: string): Finding => ({ score: null, reason: `${place}: returned ${what}; ${accepted}` });
  const owner = object === undefined ? '' : 'an object whose score is ';
  if (typeof reason !== 'string') return wrong(`an object whose reason is ${describe(reason)}`);
  if (typeof score === 'boolean') return { score: score ? 1 : 0, reason };
  if (typeof score !== 'number') return wrong(`${owner}${describe(score)}`);
  if (!(score >= -tolerance && score <= 1 + tolerance)) return wrong(`${owner}${score}`);
  return { score: Math.min(1, Math.max(0, score)), reason };
}

function describe(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'bigint') return `the bigint ${value}n`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
