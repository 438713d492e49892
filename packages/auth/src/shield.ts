import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const util = require('node:util') as { isUndefined?: (value: unknown) => boolean };
// graphql-shield 7.6.5 calls util.isUndefined, which Node 23 took away: it is put back before the library is loaded
util.isUndefined ??= value => value === undefined;

export const { allow, and, chain, deny, not, or, race, rule, shield } = require('graphql-shield') as typeof import('graphql-shield');
