import { describe, expect, test } from '@jest/globals';
import { type Environment, readSettings, SettingsError } from './settings.ts';
import { returnOriginsOf, returnSettings } from './storefront.ts';

const originsIn = (environment: Environment) => returnOriginsOf(readSettings(returnSettings, environment));

describe('sites that a customer may be sent back to', () => {
  test('are, when nothing is set, those of a shop on one machine, the storefront among them', () => {
    expect(originsIn({})).toEqual(['http://localhost:5173', 'http://localhost:3000', 'http://localhost:8080']);
  });
  test('always have the storefront among them, wherever on its site it is', () => {
    expect(originsIn({ STOREFRONT_URL: 'https://shop.test/de/', PAYMENT_RETURN_ORIGINS: 'https://staff.test' })).toEqual([
      'https://shop.test',
      'https://staff.test',
    ]);
  });
  test('are known in whichever way they are written, and named twice are one', () => {
    expect(originsIn({ STOREFRONT_URL: 'https://shop.test', PAYMENT_RETURN_ORIGINS: 'https://SHOP.test:443,http://Staff.test:8000' })).toEqual([
      'https://shop.test',
      'http://staff.test:8000',
    ]);
  });
  test.each(['shop.test', 'https://shop.test/back', 'https://shop.test@evil.test', 'https://shop.test:99999', 'ftp://shop.test'])(
    'are origins and nothing else: %s stops the start',
    wrong => {
      expect(() => originsIn({ PAYMENT_RETURN_ORIGINS: `https://good.test,${wrong}` })).toThrow(SettingsError);
    },
  );
});
