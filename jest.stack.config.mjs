import config from './jest.config.mjs';

/** Tests on the real parts: Kafka and Keycloak, fetched through Maven, and processes of their own. */
export default {
  ...config,
  testMatch: ['**/*.stack.test.ts'],
  testPathIgnorePatterns: ['/dist/', '/node_modules/'],
  // The first test that asks for a server waits until it was fetched and has started.
  testTimeout: 180_000,
  maxWorkers: 1,
};
