import { assignment } from '../documents/env-example.ts';
import { newSecrets } from '../settings/new-secrets.ts';

/** `npm run -s keys`: another value for each secret of `.env.example`, as lines of an `.env` file; of lines with one name the last one holds. */
export async function run(): Promise<void> {
  for (const secret of newSecrets()) console.log(assignment(secret));
}
