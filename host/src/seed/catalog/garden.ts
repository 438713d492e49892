import type { SeedProduct } from '../catalog.ts';

/** For a plot, a bed or a balcony box. */
export const garden: readonly SeedProduct[] = [
  {
    name: 'Hand trowel',
    brand: 'Sorrel & Slate',
    categories: ['garden-tools'],
    description:
      '<p>Forged in one piece from blade to tang, so that it does not bend at the neck in May. A groove every five centimetres ' +
      'tells you how deep the bulbs are.</p>',
    attributes: { Material: 'Stainless steel', Handle: 'Ash' },
    weightGrams: 290,
    eur: '28.00',
    usd: '26.00',
    sku: 'HTR',
    options: {},
  },
  {
    name: 'Watering can',
    brand: 'Sorrel & Slate',
    categories: ['garden-tools'],
    description:
      '<p>Hot-dipped zinc with a long neck and a brass rose that rains upwards, gently, on seedlings. It balances in one hand, full ' +
      'or half empty.</p>',
    attributes: { Material: 'Galvanised steel', Rose: 'Brass' },
    weightGrams: 1_300,
    eur: '49.00',
    usd: '47.00',
    sku: 'CAN',
    options: { Volume: ['5 l', '9 l'] },
    differing: { '9 l': { eur: '59.00', usd: '57.00', weightGrams: 1_850 } },
  },
  {
    name: 'Pruning knife',
    brand: 'Schleifer Brück',
    categories: ['garden-tools'],
    description:
      '<p>A hooked blade for roses, twine and the stalks of pumpkins. Folds into a walnut handle that does not slip in wet ' + 'gloves.</p>',
    attributes: { Material: 'Carbon steel', Handle: 'Walnut' },
    weightGrams: 115,
    eur: '42.00',
    usd: '39.00',
    sku: 'PN',
    options: {},
  },
  {
    name: 'Digging fork',
    brand: 'Sorrel & Slate',
    categories: ['garden-tools'],
    description:
      '<p>Four square tines and a handle of straight-grained ash, made for heavy ground and people who stop to look at worms. The ' +
      'T-grip can be replaced with one screw.</p>',
    attributes: { Material: 'Boron steel', Handle: 'Ash', Length: '108 cm' },
    weightGrams: 2_100,
    eur: '64.00',
    usd: '61.00',
    sku: 'FORK',
    options: {},
  },
  {
    name: 'Wildflower seeds',
    brand: 'Sorrel & Slate',
    categories: ['seeds'],
    description:
      '<p>Enough for two square metres, mixed for the soil that you have. Sow it on bare earth in autumn, and do nothing: that is ' +
      'the hard part.</p>',
    attributes: { Origin: 'North German lowlands', Flowering: 'May to September' },
    weightGrams: 8,
    eur: '4.50',
    usd: '4.20',
    sku: 'SEED',
    options: { Soil: ['Sandy', 'Loam', 'Shade'] },
  },
];
