import type { SeedProduct } from '../catalog.ts';

/** A night outside: roof, bed and supper. */
export const camp: readonly SeedProduct[] = [
  {
    name: 'Ridge tent for two',
    brand: 'Fellgrund',
    categories: ['tents-tarps'],
    description:
      '<p>Two walking sticks hold it up, six pegs hold it down, and a wet dog fits into the porch. Pitched in three minutes, outer ' +
      'first, so that the inside stays dry.</p><ul><li>Floor 220 × 130 cm</li><li>Packed 42 × 14 cm</li></ul>',
    attributes: { Material: 'Silicone-coated nylon', Season: 'Three seasons', Sleeps: '2' },
    weightGrams: 1_890,
    eur: '349.00',
    usd: '339.00',
    sku: 'TT',
    options: { Color: ['Lichen', 'Sand'] },
    stock: { 'TT-SAND': 3 },
  },
  {
    name: 'Tarp',
    brand: 'Fellgrund',
    categories: ['tents-tarps'],
    description: '<p>A square of roof with sixteen loops and a hundred ways to hang it. We print five of them on the bag.</p>',
    attributes: { Material: 'Silicone-coated nylon', Season: 'Three seasons' },
    weightGrams: 620,
    eur: '109.00',
    usd: '99.00',
    sku: 'TP',
    options: { Size: ['3 × 3 m', '4 × 3 m'] },
    differing: { '4 × 3 m': { eur: '134.00', usd: '124.00', weightGrams: 810 } },
  },
  {
    name: 'Ten tent pegs',
    brand: 'Fellgrund',
    categories: ['tents-tarps'],
    description:
      '<p>Y-shaped aluminium with a loop of orange cord, because the eleventh peg is always still in the meadow. They bend before ' +
      'they break, and bend back.</p>',
    attributes: { Material: 'Aluminium' },
    weightGrams: 140,
    eur: '16.90',
    usd: '15.90',
    sku: 'PEGS',
    options: {},
  },
  {
    name: 'Down sleeping bag',
    brand: 'Fellgrund',
    categories: ['sleeping'],
    description:
      '<p>A draught tube round the neck, a zip that does not bite, and down that we weigh on a letter scale. The temperatures are ' +
      'those at which a cold sleeper sleeps.</p>',
    attributes: { Material: 'Recycled nylon', Filling: 'Goose down, 750 cuin' },
    weightGrams: 880,
    eur: '289.00',
    usd: '279.00',
    sku: 'SB',
    options: { Comfort: ['+8 °C', '0 °C', '−10 °C'], Length: ['Regular', 'Long'] },
    differing: {
      '+8 °C': { eur: '219.00', usd: '209.00', weightGrams: 610 },
      '−10 °C': { eur: '399.00', usd: '389.00', weightGrams: 1_320 },
    },
    stock: { 'SB-10C-LONG': 2 },
  },
  {
    name: 'Sleeping mat',
    brand: 'Fellgrund',
    categories: ['sleeping'],
    description:
      '<p>Blows up with the pump sack in eleven breaths and keeps you seven centimetres from the roots. The valve was taken from ' +
      'boats and survives being stood on.</p>',
    attributes: { Material: 'Recycled polyester', 'R-value': '4.2' },
    weightGrams: 540,
    eur: '129.00',
    usd: '119.00',
    sku: 'SM',
    options: { Length: ['Regular', 'Long'] },
    differing: { Long: { eur: '144.00', usd: '134.00', weightGrams: 640 } },
  },
  {
    name: 'Hammock',
    brand: 'Fellgrund',
    categories: ['sleeping', 'sale'],
    description: '<p>Lie in it slantwise and you lie flat: that is the whole secret. Comes with straps that leave the bark in peace.</p>',
    attributes: { Material: 'Parachute nylon', 'Carries up to': '180 kg' },
    weightGrams: 560,
    eur: '59.00',
    usd: '55.00',
    was: ['79.00', '75.00'],
    sku: 'HM',
    options: { Color: ['Petrol', 'Ochre'] },
  },
  {
    name: 'Gas stove',
    brand: 'Embermoss',
    categories: ['camp-kitchen'],
    description:
      '<p>Folds to the size of a matchbox and boils half a litre in three minutes and a half. The flame goes down to a real simmer, ' +
      'which porridge will thank you for.</p>',
    attributes: { Material: 'Steel and brass', Power: '2,800 W' },
    weightGrams: 98,
    eur: '54.90',
    usd: '49.90',
    sku: 'GS',
    options: {},
  },
  {
    name: 'Titanium pot',
    brand: 'Embermoss',
    categories: ['camp-kitchen'],
    description:
      '<p>Thin, light, and blue at the bottom after the first supper. A gas cartridge and the stove fit inside, wrapped in a tea ' +
      'towel so that nothing clinks.</p>',
    attributes: { Material: 'Titanium' },
    weightGrams: 105,
    eur: '49.00',
    usd: '46.00',
    sku: 'TI',
    options: { Volume: ['0.75 l', '1.3 l'] },
    differing: { '1.3 l': { eur: '62.00', usd: '58.00', weightGrams: 148 } },
  },
  {
    name: 'Enamel mug',
    brand: 'Embermoss',
    categories: ['camp-kitchen', 'tableware'],
    description: '<p>Steel, twice enamelled, with a rim that is rolled by hand. It will chip one day, and then it is the mug of that trip.</p>',
    attributes: { Material: 'Enamelled steel', Volume: '0.35 l' },
    weightGrams: 145,
    eur: '12.90',
    usd: '11.90',
    sku: 'EM',
    options: { Color: ['White', 'Forest', 'Sky', 'Red'] },
  },
  {
    name: 'Long spoon',
    brand: 'Embermoss',
    categories: ['camp-kitchen'],
    description:
      '<p>Reaches the bottom of the bag without your knuckles in the stew. Eleven grams of titanium that you will look for all your ' +
      'life; it has a hole for a string.</p>',
    attributes: { Material: 'Titanium', Length: '21 cm' },
    weightGrams: 11,
    eur: '13.50',
    usd: '12.50',
    sku: 'SPOON',
    options: {},
  },
];
