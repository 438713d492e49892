import config from './jest.config.mjs';

process.env.MICROMART_SHOP = 'nine-processes';

/** The end-to-end tests once more, unchanged, with gateway and subgraphs as a process each. Those that bring processes of their own stay out. */
export default {
  ...config,
  globalSetup: '<rootDir>/e2e/src/testing/global-setup.mjs',
  globalTeardown: '<rootDir>/e2e/src/testing/global-teardown.mjs',
  roots: ['<rootDir>/e2e'],
  testMatch: ['<rootDir>/e2e/src/*.e2e.test.ts'],
  testPathIgnorePatterns: [...config.testPathIgnorePatterns, 'killed\\.e2e', 'one-subgraph-away\\.e2e', 'process-life\\.e2e'],
  // One shop for all files, which has the machine's cores to itself.
  testSequencer: '<rootDir>/host/bin/test-sequencer.mjs',
  maxWorkers: 1,
};
