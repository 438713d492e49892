import { start } from '@micromart/host';

/** What `npm start` runs once all is built, in a process of its own that tests can kill. */
await start();
