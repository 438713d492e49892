import { processEnvironment, readSettings, type SettingsOf } from '@micromart/service';
import { z } from 'zod';

const e2eSettings = {
  MICROMART_SHOP: z
    .enum(['one-process', 'nine-processes', 'stack'], { error: 'must be one-process, nine-processes or stack' })
    .default('one-process')
    .describe('How the shop lives that the end-to-end tests come to.'),
};

export const readE2eSettings = (): SettingsOf<typeof e2eSettings> => readSettings(e2eSettings, processEnvironment);
