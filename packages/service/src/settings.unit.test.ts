import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { flag, list, readSettings, SettingsError, wholeNumber } from './settings.ts';

const shape = {
  ORDER_SECONDS: wholeNumber(1, 60).default(30).describe('How long it waits.'),
  ORIGINS: list().default(['http://localhost']).describe('Where from.'),
  VERBOSE: flag().default(false),
  API_KEY: z.string().min(8, { error: 'must have at least 8 characters' }).default('long enough'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres:/, { error: 'must begin with postgres:' })
    .default('postgres://localhost'),
};

describe('settings', () => {
  test('have their defaults where nothing, or an empty value, is set', () => {
    expect(readSettings(shape, { ORDER_SECONDS: '' })).toEqual({
      ORDER_SECONDS: 30,
      ORIGINS: ['http://localhost'],
      VERBOSE: false,
      API_KEY: 'long enough',
      DATABASE_URL: 'postgres://localhost',
    });
  });
  test('are read by their kind', () => {
    const set = { ORDER_SECONDS: '60', ORIGINS: ' https://a.test, https://b.test ,', VERBOSE: 'yes' };
    expect(readSettings(shape, set)).toMatchObject({ ORDER_SECONDS: 60, ORIGINS: ['https://a.test', 'https://b.test'], VERBOSE: true });
  });

  const sentence = (set: Record<string, string>): string => {
    try {
      readSettings(shape, set);
    } catch (error) {
      if (error instanceof SettingsError) return error.message;
    }
    return 'no error';
  };
  test.each(['61', '0', '1.5', 'soon', '1e99'])('that are wrong say the variable, its value (%s), what it must be and what it is for', value => {
    expect(sentence({ ORDER_SECONDS: value })).toBe(`ORDER_SECONDS is "${value}": must be a whole number from 1 to 60. How long it waits.`);
  });
  test('that are missing say so', () => {
    expect(() => readSettings({ PORT: wholeNumber(1, 65_535) }, {})).toThrow('PORT is not set: must be a whole number from 1 to 65535.');
  });
  test('are all told of at once, and secrets are not told', () => {
    const told = sentence({ VERBOSE: 'perhaps', API_KEY: 'hunter2', DATABASE_URL: 'mysql://shop:hunter3@db/shop' });
    expect(told.split('\n')).toEqual([
      'VERBOSE is "perhaps": must be true or false.',
      'API_KEY is set, but wrong: must have at least 8 characters.',
      'DATABASE_URL is "mysql://shop:…@db/shop": must begin with postgres:.',
    ]);
  });
});
