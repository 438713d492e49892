// npm run serve|migrate|seed|demo|…: one of the host's commands, on what is built by now.
import { commandNamed, runCommand } from './command.mjs';
import { build, install } from './set-up.mjs';

const [name, ...args] = process.argv.slice(2);
commandNamed(name);
install();
build();
await runCommand(name, args);
