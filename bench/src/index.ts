export { run } from './bench.ts';
