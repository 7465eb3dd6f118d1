import { configNames, type SentRequest } from './edit-sent.ts';
import {
  bothThinkingHazard,
  candidateHazard,
  type Hazard,
  levelHazard,
  minimalHazard,
  modelTurnHazard,
  penaltyHazard,
  samplingHazard,
  tierHazard,
} from './hazard-list.ts';
import { MemberTable } from './json-members.ts';
import { findInLastElement } from './json-tail.ts';
import { openArray, openObject } from './json-tokens.ts';
import { patchOfModels, patchOfPaths } from './mending-patch.ts';

/** What is likely to go wrong when logged requests are replayed on other models, and how to mend it. */
export interface ReplayHazard {
  readonly id: string;
  /** The models that it concerns, in the order given. */
  readonly models: readonly string[];
  /** How many rows have it. */
  readonly count: number;
  /** The first such row, by the number that the caller gave it. */
  readonly firstRow: number;
  /** One sentence, without models and counts. */
  readonly message: string;
  /** `request-patch`, in YAML, that would mend it for these models and no others; undefined when no patch can. */
  readonly patch: string | undefined;
}

interface Tally {
  readonly hazard: Hazard;
  readonly models: readonly string[];
  /** Where the members stand, as names put together by dots, none of which holds one. */
  readonly paths: Set<string>;
  count: number;
  firstRow: number;
  lastRow: number;
}

const configHazards: readonly (readonly [Hazard, readonly string[]])[] = [
  [samplingHazard, ['temperature', 'topP', 'top_p', 'topK', 'top_k']],
  [penaltyHazard, ['presencePenalty', 'presence_penalty', 'frequencyPenalty', 'frequency_penalty']],
  [candidateHazard, ['candidateCount', 'candidate_count']],
];
const modelRole = Buffer.from('"model"');
/** The n that only null begins with. */
const letterN = 0x6e;
const thinkingNames = ['thinkingConfig', 'thinking_config'];
const levelNames = ['thinkingLevel', 'thinking_level'];
const budgetNames = ['thinkingBudget', 'thinking_budget'];

/**
 * Counts the replay hazards of the rows of one variant, for the models that get them, among all models of the run. Null is as
 * good as absent.
 */
export class HazardCounter {
  readonly #allModels: readonly string[];
  readonly #tallies: readonly Tally[];
  readonly #thinking = new MemberTable();
  #row = 0;

  constructor(models: readonly string[], allModels = models) {
    this.#allModels = allModels;
    const all = [...configHazards.map(([hazard]) => hazard), levelHazard, bothThinkingHazard, minimalHazard];
    this.#tallies = [...all, modelTurnHazard, tierHazard]
      .map((hazard) => ({ hazard, models: models.filter(hazard.isOf) }))
      .filter((tally) => tally.models.length > 0)
      .map((tally) => ({ ...tally, paths: new Set<string>(), count: 0, firstRow: -1, lastRow: -1 }));
  }

  /** Takes in a request as it will be sent. `row` numbers the row. */
  add(sent: SentRequest, row: number): void {
    this.#row = row;
    const tier = sent.find(['serviceTier', 'service_tier']);
    if (tier >= 0 && sent.isSet(tier)) this.#note(tierHazard, sent.name(tier));
    const config = sent.config();
    if (config) this.#addConfig(config, sent);
    if (this.#tallyOf(modelTurnHazard) && endsWithModel(sent)) this.#note(modelTurnHazard, 'contents');
  }

  /** The hazards met. */
  hazards(): ReplayHazard[] {
    return this.#tallies
      .filter((tally) => tally.count > 0)
      .map(({ hazard, models, paths, count, firstRow }) => {
        const found = [...paths].map((path) => path.split('.'));
        const names = [...new Set(found.map((path) => path.at(-1)))];
        const subject = hazard === modelTurnHazard ? 'the last turn' : names.join(', ');
        const verb = names.length > 1 ? hazard.message.replace(/^is /, 'are ') : hazard.message;
        const patch = hazard === modelTurnHazard ? undefined : this.#patch(models, patchOfPaths(found, hazard.mend));
        return { id: hazard.id, models, count, firstRow, message: `${subject} ${verb}`, patch };
      });
  }

  /** A patch for all models would take from the others what they can use. */
  #patch(models: readonly string[], patch: string | undefined): string | undefined {
    const isOfAll = this.#allModels.every((model) => models.includes(model));
    return patch === undefined || isOfAll ? patch : patchOfModels(models, patch);
  }

  #addConfig(config: MemberTable, sent: SentRequest): void {
    const name = configNames.find((spelling) => sent.find([spelling]) >= 0) ?? '';
    for (const [hazard, members] of configHazards) {
      if (this.#tallyOf(hazard) === undefined) continue;
      for (const member of members) if (findSet(config, [member]) >= 0) this.#note(hazard, `${name}.${member}`);
    }
    const index = findSet(config, thinkingNames);
    if (index < 0) return;
    const thinking = this.#thinking;
    const value = config.value(index);
    if (value[0] !== openObject) return;
    sent.scanner.scanObject(value, 0, value.length, thinking);
    const level = findSet(thinking, levelNames);
    if (level < 0) return;
    const path = `${name}.${config.name(index)}`;
    this.#note(levelHazard, `${path}.${thinking.name(level)}`);
    if (String(thinking.parse(level)).toLowerCase() === 'minimal') {
      this.#note(minimalHazard, `${path}.${thinking.name(level)}`);
    }
    const budget = findSet(thinking, budgetNames);
    if (budget >= 0) this.#note(bothThinkingHazard, `${path}.${thinking.name(budget)}`);
  }

  #tallyOf(hazard: Hazard): Tally | undefined {
    return this.#tallies.find((tally) => tally.hazard === hazard);
  }

  #note(hazard: Hazard, path: string): void {
    const tally = this.#tallyOf(hazard);
    if (tally === undefined) return;
    tally.paths.add(path);
    if (tally.lastRow === this.#row) return;
    if (tally.count++ === 0) tally.firstRow = this.#row;
    tally.lastRow = this.#row;
  }
}

function findSet(table: MemberTable, names: readonly string[]): number {
  for (const name of names) {
    const index = table.find(name);
    if (index >= 0 && table.bytes[table.valueStart[index] as number] !== letterN) return index;
  }
  return -1;
}

function endsWithModel(sent: SentRequest): boolean {
  const index = sent.find(['contents']);
  const value = index < 0 ? undefined : sent.value(index);
  if (value?.[0] !== openArray) return false;
  // Most rows are one turn by the user: searching for the word costs less than walking over the turn.
  const buffer = value instanceof Buffer ? value : Buffer.from(value.buffer, value.byteOffset, value.length);
  if (!buffer.includes(modelRole)) return false;
  const at = findInLastElement(value, 0, value.length, 'role');
  return at >= 0 && modelRole.equals(value.subarray(at, at + modelRole.length));
}
