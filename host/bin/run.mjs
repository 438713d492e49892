// npm run demo|import|dlq|invariants|reset: one of the host's commands, on what is built by now.
import { asInProduction, build, giveUp, install } from './set-up.mjs';

const [name, ...args] = process.argv.slice(2);
const commands = ['demo', 'import', 'dlq', 'invariants', 'reset', 'seed'];
if (!commands.includes(name ?? '')) giveUp(`There is no command ${name ?? ''}. There are: ${commands.join(', ')}.`);
install();
build();
asInProduction();
const command = await import(`../dist/commands/${name}.js`);
try {
  await command.run(args);
} catch (error) {
  if (error.name !== 'SetupError' && error.name !== 'SettingsError') throw error;
  giveUp(error.message);
}
