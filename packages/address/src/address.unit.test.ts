import { describe, expect, test } from '@jest/globals';
import { addressInput, sameAddress } from './index.ts';

const berlin = { name: 'Alice Adams', line1: 'Hauptstr. 1', city: 'Berlin', postalCode: '10115', countryCode: 'DE' };
const read = (difference: object) => addressInput.safeParse({ ...berlin, ...difference });
const faults = (difference: object): string[] => (read(difference).error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`);

describe('an address', () => {
  test('is trimmed, and what is blank or left out is not there', () => {
    expect(addressInput.parse({ ...berlin, name: ' Alice Adams ', company: '  ', phone: null })).toEqual({
      ...berlin,
      company: null,
      line2: null,
      region: null,
      phone: null,
    });
  });

  test.each([
    ['DE', '10115', null],
    ['NL', '1012 js', null],
    ['PL', '00-001', null],
    ['SE', '111 22', null],
    ['CA', 'k1a 0b1', 'on'],
    ['US', '94103-1234', 'ca'],
    ['IE', 'D02 AF30', 'Dublin'],
  ])('in %s may have the postal code %s', (countryCode, postalCode, region) => {
    const { success, data } = read({ countryCode, postalCode, region });
    expect(success).toBe(true);
    expect(data?.postalCode).toBe(postalCode.toUpperCase());
  });

  test('needs what its country asks for, and says what that looks like', () => {
    expect(faults({ postalCode: '1011' })).toEqual(['postalCode must be a postal code of DE, like 10115']);
    expect(faults({ countryCode: 'US', postalCode: '94103' })).toEqual(['region must be the code of a state or province of US, like CA']);
    expect(faults({ countryCode: 'US', postalCode: '94103', region: 'Bavaria' })).toHaveLength(1);
    expect(faults({ countryCode: 'CA', postalCode: '94103', region: 'XX' })).toHaveLength(2);
  });

  test('with a region of a country that has codes is stored with the code in capitals', () => {
    expect(read({ countryCode: 'US', postalCode: '94103', region: ' ca ' }).data?.region).toBe('CA');
  });

  test('has no empty, endless or unstorable lines', () => {
    expect(faults({ name: '  ' })).toEqual(['name must not be empty']);
    expect(faults({ line1: 'a'.repeat(201) })).toEqual(['line1 must have at most 200 characters']);
    expect(faults({ city: 'Ber\u0000lin' })).toEqual(['city has characters that are not text']);
    expect(faults({ line2: 'half \ud83d' })).toEqual(['line2 has characters that are not text']);
    expect(faults({ countryCode: 'Germany' })).toEqual(['countryCode must be a country code of two letters, like DE']);
  });

  test('is the same as another when every line is', () => {
    const address = addressInput.parse(berlin);
    expect(sameAddress(address, { ...address })).toBe(true);
    expect(sameAddress(address, { ...address, line2: 'Hof' })).toBe(false);
  });
});
