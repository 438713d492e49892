import type { SeedProduct } from '../catalog.ts';

/** For the stove and the chopping board. */
export const kitchen: readonly SeedProduct[] = [
  {
    name: 'Cast-iron casserole',
    brand: 'Kupferhain',
    categories: ['pots-pans'],
    description:
      '<p>Enamelled inside and out, with a lid that lets the steam rain back onto the roast. It goes from the hob to the oven to ' +
      'the table, and stays warm for the second helping.</p>',
    attributes: { Material: 'Enamelled cast iron', Hob: 'All, induction too' },
    weightGrams: 4_300,
    eur: '169.00',
    usd: '165.00',
    sku: 'CC',
    options: { Color: ['Ink', 'Tomato', 'Cream'], Diameter: ['20 cm', '24 cm', '28 cm'] },
    differing: {
      '20 cm': { eur: '139.00', usd: '135.00', weightGrams: 3_100 },
      '28 cm': { eur: '209.00', usd: '199.00', weightGrams: 6_200 },
    },
    stock: { 'CC-CREAM-28CM': 1 },
  },
  {
    name: 'Carbon-steel pan',
    brand: 'Kupferhain',
    categories: ['pots-pans'],
    description: '<p>Grey when it arrives, black after a dozen potatoes, and from then on eggs slide. No coating, so nothing wears off.</p>',
    attributes: { Material: 'Carbon steel', Hob: 'All, induction too' },
    weightGrams: 1_450,
    eur: '54.00',
    usd: '51.00',
    sku: 'CS',
    options: { Diameter: ['20 cm', '24 cm', '28 cm'] },
    differing: {
      '20 cm': { eur: '44.00', usd: '41.00', weightGrams: 980 },
      '28 cm': { eur: '64.00', usd: '61.00', weightGrams: 1_980 },
    },
  },
  {
    name: 'Copper saucepan',
    brand: 'Kupferhain',
    categories: ['pots-pans', 'sale'],
    description:
      '<p>Two millimetres of copper, lined with tin that we renew when it wears through. Caramel stops the moment you take it off ' +
      'the flame.</p>',
    attributes: { Material: 'Copper', Lining: 'Tin', Hob: 'Gas and electric' },
    weightGrams: 1_100,
    eur: '119.00',
    usd: '115.00',
    was: ['149.00', '145.00'],
    sku: 'KP',
    options: { Volume: ['0.8 l', '1.6 l'] },
    differing: { '1.6 l': { eur: '149.00', usd: '145.00', was: ['185.00', '179.00'], weightGrams: 1_600 } },
  },
  {
    name: 'Chef’s knife',
    brand: 'Schleifer Brück',
    categories: ['knives-boards'],
    description:
      '<p>Ground thin behind the edge, so that carrots do not crack but part. The handle of smoked oak is riveted and oiled, not ' + 'varnished.</p>',
    attributes: { Material: 'Carbon steel', Handle: 'Smoked oak' },
    weightGrams: 190,
    eur: '118.00',
    usd: '109.00',
    sku: 'KN',
    options: { Blade: ['16 cm', '20 cm', '24 cm'] },
    differing: { '16 cm': { eur: '98.00', usd: '92.00', weightGrams: 150 }, '24 cm': { eur: '138.00', usd: '129.00', weightGrams: 240 } },
  },
  {
    name: 'Bread knife',
    brand: 'Schleifer Brück',
    categories: ['knives-boards'],
    description:
      '<p>Deep waves that start on the hardest crust without a slip, and leave the crumb in one piece. The plum wood is split, ' +
      'not sawn, and follows the grain into your hand.</p>',
    attributes: { Material: 'Stainless steel', Handle: 'Plum wood', Blade: '24 cm' },
    weightGrams: 210,
    eur: '89.00',
    usd: '84.00',
    sku: 'BK',
    options: {},
  },
  {
    name: 'Chopping board',
    brand: 'Kupferhain',
    categories: ['knives-boards'],
    description: '<p>End grain that closes again behind the blade, with a groove for the juice of tomatoes. Oil it when it looks thirsty.</p>',
    attributes: { Care: 'Wipe, oil, never soak' },
    weightGrams: 1_700,
    eur: '59.00',
    usd: '56.00',
    sku: 'CB',
    options: { Wood: ['Oak', 'Walnut'], Size: ['35 × 25 cm', '45 × 30 cm'] },
    differing: { '45 × 30 cm': { eur: '79.00', usd: '75.00', weightGrams: 2_800 } },
  },
  {
    name: 'Linen tea towel',
    brand: 'Ostermoor Mill',
    categories: ['kitchen-linen'],
    description:
      '<p>Heavy half-bleached linen with one coloured stripe, hemmed on all four sides, with a loop. After ten washes it polishes ' +
      'glasses by itself, nearly.</p>',
    attributes: { Material: 'Linen', Size: '50 × 75 cm', Care: 'Wash at 60 °C' },
    weightGrams: 110,
    eur: '14.50',
    usd: '13.50',
    sku: 'LT',
    options: { Stripe: ['Blue', 'Red', 'Green'] },
  },
  {
    name: 'Oven gloves',
    brand: 'Ostermoor Mill',
    categories: ['kitchen-linen'],
    description:
      '<p>A pair, filled with felted wool, long enough for the back of the oven. They hold a red-hot casserole for as long as it ' +
      'takes to find the trivet.</p>',
    attributes: { Material: 'Linen', Filling: 'Wool felt' },
    weightGrams: 230,
    eur: '29.00',
    usd: '27.50',
    sku: 'OG',
    options: {},
  },
];
