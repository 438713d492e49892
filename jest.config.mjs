/** One runner for all tests; what a test costs is in its name: unit, int (a real PostgreSQL and Redis), e2e (the whole shop). */
export default {
  testEnvironment: 'node',
  globalSetup: '<rootDir>/packages/local/src/testing/global-setup.mjs',
  globalTeardown: '<rootDir>/packages/local/src/testing/global-teardown.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  roots: ['packages', 'gateway', 'subgraphs', 'simulators', 'host', 'e2e', 'bench'].map(folder => `<rootDir>/${folder}`),
  // The first test that asks for a server waits until it is there, and on the first run of all until Redis is fetched.
  testTimeout: 60_000,
  testMatch: ['**/*.test.ts'],
  // Many tests wait for servers more than they work; a worker that has grown fat, as ESM workers do, is replaced.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1200MB',
  // What needs Kafka, Keycloak or many processes: jest.stack.config.mjs.
  testPathIgnorePatterns: ['/dist/', '/node_modules/', '\\.stack\\.test\\.ts$'],
  modulePathIgnorePatterns: ['/dist/'],
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  transform: {
    '\\.ts$': ['@swc/jest', { swcrc: false, jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } }],
  },
};
