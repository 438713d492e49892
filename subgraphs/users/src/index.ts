export { usersSettings } from './settings.ts';
export { users } from './subgraph.ts';
