export { type Address, addressInput, sameAddress } from './address.ts';
export { type CountryRules, rulesOf } from './countries.ts';
