// Who may import whom. Each rule is shown to bite by a planted violation in host/src/boundaries.int.test.ts.
// Sources are cruised for what may not be imported at all, and the built JavaScript, from which type imports are gone, for what may be
// imported as a type alone: the parser that goes with TypeScript 7 cannot tell the two apart.
const subgraph = '^subgraphs/([^/]+)/src';
const built = '^subgraphs/([^/]+)/dist';
const tests = '\\.test\\.ts$|/testing/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment:
        'A domain rule takes time, ids and randomness as arguments: it imports its own domain, amounts, addresses, markets and the types of events.',
      severity: 'error',
      from: { path: `${subgraph}/domain/`, pathNot: tests },
      to: { pathNot: [`${subgraph}/domain/`, '^packages/(money|markets|events|address|input)/src', '^node_modules/zod/', '^util$'] },
    },
    {
      name: 'domain-takes-only-types-of-events',
      comment: 'The domain wants the shapes of events, not their definitions.',
      severity: 'error',
      from: { path: `${built}/domain/` },
      to: { path: '^packages/events/' },
    },
    {
      name: 'subgraphs-are-strangers',
      comment: 'A subgraph hears of another by events, never by an import.',
      severity: 'error',
      from: { path: subgraph, pathNot: tests },
      to: { path: '^subgraphs/', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'store-alone-has-prisma',
      comment: 'One place talks to the database; others know the client as a type.',
      severity: 'error',
      from: { path: built, pathNot: [`${built}/(store|subgraph)\\.js$`, `${built}/store/`, '/generated/'] },
      to: { path: ['/generated/prisma/', 'node_modules/(pg|@prisma)/'] },
    },
    {
      name: 'use-cases-know-no-graphql',
      comment: 'A use case is called by resolvers, listeners and commands alike.',
      severity: 'error',
      from: { path: `${subgraph}/(use-cases|domain|store)/`, pathNot: tests },
      to: { path: ['node_modules/(graphql|@apollo)/', `${subgraph}/resolvers`] },
    },
    {
      name: 'packages-never-look-up',
      comment: 'A package serves subgraphs, gateway and host; it knows none of them.',
      severity: 'error',
      from: { path: '^packages/', pathNot: tests },
      to: { path: '^(subgraphs|gateway|host|e2e|bench|simulators)/' },
    },
    {
      name: 'gateway-knows-contracts-only',
      comment: 'The gateway reads the composed graph; what stands behind it is none of its business.',
      severity: 'error',
      from: { path: '^gateway/', pathNot: tests },
      to: { path: '^(subgraphs|host|e2e|bench|simulators)/' },
    },
    {
      name: 'simulators-are-outsiders',
      comment: 'Outsiders share nothing with the shop but tools.',
      severity: 'error',
      from: { path: '^simulators/', pathNot: tests },
      to: { path: '^(subgraphs|gateway|host|e2e|bench)/' },
    },
    {
      name: 'nobody-imports-the-host',
      comment: 'The host puts the whole together and stands on top.',
      severity: 'error',
      from: { path: '^(packages|subgraphs|gateway|simulators)/', pathNot: tests },
      to: { path: '^(host|e2e|bench)/' },
    },
    {
      name: 'no-circles',
      comment: 'Two modules that need each other are one, or have a third in them.',
      severity: 'error',
      from: { path: '/dist/', pathNot: '/generated/' },
      to: { circular: true },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'An import that leads nowhere would pass every other rule.',
      severity: 'error',
      from: { pathNot: '/generated/' },
      to: { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: false,
    exclude: { path: '/node_modules/\\.cache/' },
    doNotFollow: { path: ['node_modules', '/generated/prisma/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.json', '.d.ts'],
    },
  },
};
