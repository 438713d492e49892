// Runs one of the host's commands, with Node alone.
const commands = [
  ...['serve', 'servers', 'migrate', 'topics', 'seed', 'check-secrets', 'check-accounts'],
  ...['refill', 'keys', 'demo', 'import', 'dlq', 'invariants', 'reset'],
];

/** Libraries take their fast ways only in production; whether the *shop* is in production, MICROMART_ENV says from here on. */
export function asInProduction() {
  process.env.MICROMART_ENV ??= process.env.NODE_ENV === 'production' ? 'production' : 'development';
  process.env.NODE_ENV = 'production';
  process.env.APOLLO_TELEMETRY_DISABLED = '1';
}

/** Ends the process with one sentence for people. */
export function giveUp(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

export function commandNamed(name) {
  if (!commands.includes(name ?? '')) giveUp(`There is no command ${name ?? ''}. There are: ${commands.join(', ')}.`);
  return name;
}

export async function runCommand(name, args) {
  asInProduction();
  const command = await import(`../dist/commands/${commandNamed(name)}.js`);
  try {
    await command.run(args);
  } catch (error) {
    if (error.name !== 'SetupError' && error.name !== 'SettingsError') throw error;
    giveUp(error.message);
  }
}
