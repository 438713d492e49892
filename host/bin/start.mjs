// npm start: sets everything up that is missing, then serves the whole shop from this process.
import { asInProduction, build, install } from './set-up.mjs';

console.log('Starting MicroMart.');
install();
build();
asInProduction();
const { start } = await import('../dist/commands/start.js');
await start();
