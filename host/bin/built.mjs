// node host/bin/built.mjs serve users|migrate|seed|…: one of the host's commands, on what was built before and without set-up: for containers.
import { runCommand } from './command.mjs';

const [name, ...args] = process.argv.slice(2);
await runCommand(name, args);
