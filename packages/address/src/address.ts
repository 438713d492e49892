import { optionalText, text } from '@micromart/input';
import { z } from 'zod';
import { rulesOf } from './countries.ts';

/** A postal address as it is stored and handed on; what is not there is null. */
export interface Address {
  readonly name: string;
  readonly company: string | null;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  /** State, province or county; a code where the country has them. */
  readonly region: string | null;
  readonly postalCode: string;
  /** ISO 3166-1, two letters, upper case. */
  readonly countryCode: string;
  readonly phone: string | null;
}

const LONGEST_LINE = 200;

/** Reads the API's `AddressInput`: trims, checks lengths, and what the country asks for. */
export const addressInput: z.ZodType<Address, unknown> = z
  .object({
    name: text(LONGEST_LINE),
    company: optionalText(LONGEST_LINE),
    line1: text(LONGEST_LINE),
    line2: optionalText(LONGEST_LINE),
    city: text(LONGEST_LINE),
    region: optionalText(100),
    postalCode: text(20),
    countryCode: z.string().regex(/^[A-Z]{2}$/, { error: 'must be a country code of two letters, like DE' }),
    phone: optionalText(50),
  })
  .transform((address, context) => {
    const rules = rulesOf(address.countryCode);
    const region = rules.regions === undefined ? address.region : (address.region?.toUpperCase() ?? null);
    if (rules.regions !== undefined && (region === null || !rules.regions.has(region))) {
      context.addIssue({
        code: 'custom',
        path: ['region'],
        message: `must be the code of a state or province of ${address.countryCode}, like ${[...rules.regions][4]}`,
      });
    }
    const postalCode = address.postalCode.toUpperCase();
    if (rules.postalCode !== undefined && !rules.postalCode.test(postalCode.replaceAll(' ', ''))) {
      context.addIssue({ code: 'custom', path: ['postalCode'], message: `must be a postal code of ${address.countryCode}, like ${rules.example}` });
    }
    return { ...address, region, postalCode };
  });

/** Whether two addresses are the same, field by field. */
export const sameAddress = (one: Address, other: Address): boolean =>
  (Object.keys(one) as (keyof Address)[]).every(field => one[field] === other[field]);
