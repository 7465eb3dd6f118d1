import { availableParallelism } from 'node:os';

export default {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
  testMatch: ['**/__tests__/**/*.test.ts'],
  clearMocks: true,
  watchman: false,
  // Many tests wait for processes that they have started, and for each other's answers.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // Some tests start processes; a busy machine is no reason to fail.
  testTimeout: 60_000,
};
