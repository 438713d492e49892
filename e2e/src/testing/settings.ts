import { processEnvironment, readSettings, type SettingsOf } from '@micromart/service';
import { z } from 'zod';

const e2eSettings = {
  MICROMART_SHOP: z
    .enum(['one-process', 'nine-processes', 'stack'], { error: 'must be one-process, nine-processes or stack' })
    .default('one-process')
    .describe('How the shop lives that the end-to-end tests come to.'),
  MICROMART_SHOP_KEEPER: z.url().optional().describe('Who keeps a shop of many processes open for the tests of a run.'),
};

export const readE2eSettings = (): SettingsOf<typeof e2eSettings> => readSettings(e2eSettings, processEnvironment);
