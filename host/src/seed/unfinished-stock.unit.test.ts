import { describe, expect, test } from '@jest/globals';
import type { OpeningStock } from './opening-stock.ts';
import { type Found, unfinishedStock } from './unfinished-stock.ts';

const goods = (sku: string, site: OpeningStock['site']): OpeningStock => ({ sku, site, quantity: 10, place: 0 });
const [teaHere, teaThere, cup, pot, tray] = [
  goods('TEA', 'BER'),
  goods('TEA', 'LEJ'),
  goods('CUP', 'BER'),
  goods('POT', 'BER'),
  goods('TRAY', 'BER'),
];
const batches = [[teaHere, teaThere], [cup, pot], [tray]];
const PRODUCTS = 4;

const unfinished = (sites: Readonly<Record<string, readonly string[]>>, changed: Partial<Found> = {}) =>
  unfinishedStock({ products: PRODUCTS, hasWholeSample: true, sites: new Map(Object.entries(sites)), ...changed }, batches, PRODUCTS);

describe('a seed goes on', () => {
  test('with everything where nothing was received', () => {
    expect(unfinished({})).toEqual(batches);
    expect(unfinished({ TEA: [], CUP: [] })).toEqual(batches);
  });

  test('with what is missing of a batch that was under way, and the batches behind it', () => {
    expect(unfinished({ TEA: ['LEJ'] })).toEqual([[teaHere], [cup, pot], [tray]]);
    expect(unfinished({ TEA: ['LEJ', 'BER'], POT: ['BER', 'BER'] })).toEqual([[cup], [tray]]);
  });
});

describe('a seed leaves alone', () => {
  test('a shop whose opening stock was received', () => {
    expect(unfinished({ TEA: ['BER', 'LEJ'], CUP: ['BER'], POT: ['BER'], TRAY: ['BER'] })).toEqual([]);
  });

  test('one with a product of its own', () => {
    expect(unfinished({}, { products: PRODUCTS + 1 })).toEqual([]);
  });

  test('one in which a SKU of the sample is not there, be it that it was changed or that the sample has grown', () => {
    expect(unfinished({ TEA: ['BER', 'LEJ'] }, { hasWholeSample: false })).toEqual([]);
  });

  test('one that has sample goods in a warehouse where no seed puts them', () => {
    expect(unfinished({ TEA: ['HAM'] })).toEqual([]);
    expect(unfinished({ TEA: ['BER', 'LEJ'], CUP: ['LEJ'] })).toEqual([]);
  });

  test('one in which goods were received out of turn, as by people or where the opening stock has grown', () => {
    expect(unfinished({ TEA: ['BER', 'LEJ'], TRAY: ['BER'] })).toEqual([]);
    expect(unfinished({ TEA: ['BER'], CUP: ['BER'], POT: ['BER'], TRAY: ['BER'] })).toEqual([]);
  });
});
