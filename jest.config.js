export default {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
  testMatch: ['**/__tests__/**/*.test.ts'],
  clearMocks: true,
  watchman: false,
  // Some tests start processes; a busy machine is no reason to fail.
  testTimeout: 60_000,
};
