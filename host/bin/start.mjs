// npm start: sets everything up that is missing, then serves the whole shop from this process.
import { build, install } from './set-up.mjs';

console.log('Starting MicroMart.');
install();
build();
process.env.APOLLO_TELEMETRY_DISABLED = '1';
const { start } = await import('../dist/commands/start.js');
await start();
