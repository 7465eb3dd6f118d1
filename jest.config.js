export default {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
  testMatch: ['**/__tests__/**/*.test.ts'],
  clearMocks: true,
  watchman: false,
  // On two cores Jest would leave one to itself, where nobody watches.
  maxWorkers: '100%',
  // Some tests start processes; a busy machine is no reason to fail.
  testTimeout: 60_000,
};
