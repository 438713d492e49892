// npm run bench: sets up what is missing, then measures a seeded shop that it starts for the purpose. See src/options.ts for its arguments.
import { asInProduction, build, giveUp, install } from '../../host/bin/set-up.mjs';

install();
build();
asInProduction();
const { run } = await import('../dist/index.js');
try {
  await run(process.argv.slice(2));
} catch (error) {
  if (error.name !== 'BenchError') throw error;
  giveUp(error.message);
}
