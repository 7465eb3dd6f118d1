export default {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
  testMatch: ['**/__tests__/**/*.test.ts'],
  clearMocks: true,
  watchman: false,
  // Many tests wait for processes that they have started, and for each other's answers.
  maxWorkers: '150%',
  // Some tests start processes; a busy machine is no reason to fail.
  testTimeout: 60_000,
};
