import { flag } from '@micromart/service';

/** Who may fill a shop asks for it. */
export const SEED_SHOP = flag()
  .optional()
  .describe('Whether a shop that has no products yet is filled with sample goods. Left out: in development it is, in production it is not.');

/** Whether a shop with these settings may be filled with sample goods. */
export const maySeed = (settings: { readonly MICROMART_ENV: 'development' | 'production'; readonly SEED_SHOP?: boolean | undefined }): boolean =>
  settings.SEED_SHOP ?? settings.MICROMART_ENV === 'development';
