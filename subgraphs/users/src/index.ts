export { users } from './subgraph.ts';
