import config from './jest.config.mjs';

process.env.MICROMART_SHOP = 'stack';

/**
 * Tests on the real parts: Kafka and Keycloak, fetched through Maven, and processes of their own; and the end-to-end tests once more, unchanged,
 * on a stack of replicas. Those that bring processes of their own stay out.
 */
export default {
  ...config,
  globalSetup: '<rootDir>/e2e/src/testing/global-setup.mjs',
  globalTeardown: '<rootDir>/e2e/src/testing/global-teardown.mjs',
  testMatch: ['**/*.stack.test.ts', '<rootDir>/e2e/src/*.e2e.test.ts'],
  testPathIgnorePatterns: ['/dist/', '/node_modules/', 'killed\\.e2e', 'one-subgraph-away\\.e2e', 'process-life\\.e2e'],
  // The first test that asks for a server waits until it was fetched and has started.
  testTimeout: 180_000,
  testSequencer: '<rootDir>/host/bin/test-sequencer.mjs',
  maxWorkers: 1,
};
