import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { lowestScore, type Report } from '../../src/report/report.ts';
import { baselineOf, comparisonOf, modelOf, reportOf, underFloor } from './sample.ts';

type Node = { readonly [name: string]: unknown };

const schema = JSON.parse(await readFile(new URL('../../schema/report.v1.json', import.meta.url), 'utf8')) as Node;
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

/** Where a report, as it reads in its file, breaks the schema. */
function faultsOf(report: unknown): string[] {
  validate(JSON.parse(JSON.stringify(report)));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const flash = modelOf('gemini-flash', 8, 15);
const failing = reportOf([flash, modelOf('gemini-pro', 14, 15)], {
  verdict: 'fail',
  reasons: [underFloor('gemini-flash')],
});

const accepted = reportOf(
  [modelOf('gemini-flash', 8, 15, { baseline: comparisonOf({ cost: 0.04, brokeKeys: ['a'] }) })],
  {
    notices: ['gemini-flash answered as another version.'],
    acceptance: {
      label: 'accept-drop:spam',
      login: 'octocat',
      at: '2026-01-02T03:04:05Z',
      sha: 'd4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3',
      reasons: [{ kind: 'regression', model: 'gemini-flash', rule: 'max-drop', message: 'x' }],
    },
    baseline: baselineOf({ added: { count: 2, keys: ['b'] } }),
    logged: { score: 0.9, interval: [0.8, 0.95], rows: 15 },
    cost: { total: 0.04, estimate: 0.05, estimateWithRounds: 0.06, limit: 1, pricesReadOn: '2026-01-01' },
    separation: {
      pairs: [
        { better: 'a', worse: 'b', rows: 15, difference: -0.1, pValue: 0.5 },
        { better: 'a', worse: 'c', rows: 0, difference: null, pValue: null },
      ],
      groups: [['a', 'b'], ['c']],
    },
  },
);
const noTokens = { prompt: 0, cached: 0, candidates: 0, thoughts: 0, total: 0 };
const judge = { model: 'j', requests: 3, verdicts: 2, errors: 1, missing: 0, tokens: noTokens, cost: null, jobs: [] };

describe('a report is as its schema says', () => {
  test.each<[string, Report]>([
    ['of a run that passed', reportOf([modelOf('gemini-pro', 15, 15)])],
    ['of a run that failed', failing],
    ['without results', reportOf([], { verdict: 'inconclusive', reasons: [{ kind: 'error', message: 'x' }] })],
    [
      'of a model without answers',
      reportOf([modelOf('m', 0, 15, { missing: 14, errors: 1, errorKinds: { '13: x': 1 }, jobs: [] })]),
    ],
    ['of a fall that was accepted', accepted],
    ['with a judge', reportOf([flash], { judges: [judge] })],
    ['without a floor', reportOf([modelOf('m', 1, 2, { threshold: null, interval: null })])],
    [
      'outside of a workflow',
      reportOf([], { run: { ...failing.run, repository: '', id: '', event: '', sha: '', pullRequest: null } }),
    ],
    [
      'of a dataset that was not read',
      reportOf([], { dataset: { ...failing.dataset, rows: 0, fingerprint: null, files: [] } }),
    ],
  ])('%s', (_, report) => {
    expect(faultsOf(report)).toEqual([]);
  });

  test('with members that are not described', () => {
    const baseline = { ...comparisonOf({ detectableDrop: null, interval: null, score: null }), more: 1 };
    expect(faultsOf({ ...failing, more: {}, models: [{ ...flash, baseline, more: [] }] })).toEqual([]);
  });
});

describe('the schema refuses', () => {
  test.each<[string, unknown, string]>([
    ['another version', { ...failing, schemaVersion: 2 }, '/schemaVersion must be equal to constant'],
    ['another verdict', { ...failing, verdict: 'ok' }, '/verdict must be equal to one of the allowed values'],
    ['a percentage', { ...failing, models: [{ ...flash, score: 53.3 }] }, '/models/0/score must be <= 1'],
    ['a number as text', { ...failing, models: [{ ...flash, errors: '1' }] }, '/models/0/errors must be integer'],
    [
      'half an interval',
      { ...failing, models: [{ ...flash, interval: [0.5] }] },
      '/models/0/interval must NOT have fewer than 2 items',
    ],
    [
      'another kind of reason',
      { ...failing, reasons: [{ kind: 'odd', message: 'x' }] },
      '/reasons/0/kind must be equal to one of the allowed values',
    ],
    [
      'another rule',
      { ...failing, reasons: [{ kind: 'regression', rule: 'floor', message: 'x' }] },
      '/reasons/0/rule must be equal to one of the allowed values',
    ],
    [
      'a comparison without its pairs',
      { ...failing, models: [{ ...flash, baseline: { ...comparisonOf(), rows: undefined } }] },
      "/models/0/baseline must have required property 'rows'",
    ],
    ['a missing member', { ...failing, models: undefined }, " must have required property 'models'"],
  ])('%s', (_, report, fault) => {
    expect(faultsOf(report)).toContain(fault);
  });
});

describe('the schema describes', () => {
  const defs = schema.$defs as Record<string, { properties?: Record<string, Node> }>;
  const propertiesOf = (name: string) => Object.keys(defs[name]?.properties ?? {}).sort();

  test('every member that is written', () => {
    expect(Object.keys(schema.properties as Node).sort()).toEqual(Object.keys(failing).sort());
    expect(propertiesOf('dataset')).toEqual(Object.keys(failing.dataset).sort());
    expect(propertiesOf('model')).toEqual(Object.keys(flash).sort());
    expect(propertiesOf('tokens')).toEqual(Object.keys(flash.tokens).sort());
    expect(propertiesOf('job')).toEqual(Object.keys(flash.jobs[0] ?? {}).sort());
    expect(propertiesOf('run')).toEqual(Object.keys(failing.run).sort());
    expect(propertiesOf('settings')).toEqual(Object.keys(failing.settings).sort());
    expect(propertiesOf('baseline')).toEqual(Object.keys(failing.baseline).sort());
    expect(propertiesOf('rowList')).toEqual(Object.keys(failing.baseline.added).sort());
    expect(propertiesOf('comparison')).toEqual(Object.keys(comparisonOf()).sort());
    expect(propertiesOf('acceptance')).toEqual(Object.keys(accepted.acceptance ?? {}).sort());
    expect(propertiesOf('logged')).toEqual(Object.keys(accepted.logged ?? {}).sort());
    expect(propertiesOf('cost')).toEqual(Object.keys(failing.cost).sort());
    expect(propertiesOf('separation')).toEqual(Object.keys(accepted.separation ?? {}).sort());
    expect(propertiesOf('pair')).toEqual(Object.keys(accepted.separation?.pairs[0] ?? {}).sort());
    expect(propertiesOf('judge')).toEqual(Object.keys(judge).sort());
    expect(propertiesOf('reason')).toEqual(Object.keys(accepted.acceptance?.reasons[0] ?? {}).sort());
  });

  test('objects to which more can be added', () => {
    for (const [name, def] of Object.entries(defs)) {
      if (def.properties !== undefined)
        expect([name, def]).toEqual([name, expect.objectContaining({ additionalProperties: true })]);
    }
  });
});

test.each([
  [[0.5, 0.9], 0.5],
  [[1], 1],
  [[0, null], null],
  [[null, 0.5], null],
  [[0.5, null, 0.1], null],
  [[], null],
])('the lowest score of %j is %p', (scores, lowest) => {
  expect(lowestScore(scores.map((score) => ({ score })))).toBe(lowest);
});
