export { warehouse } from './subgraph.ts';
