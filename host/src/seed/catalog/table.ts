import type { SeedProduct } from '../catalog.ts';

const glazes = ['Oat', 'Celadon', 'Iron', 'Midnight'] as const;

/** On the table: stoneware, and what makes coffee and tea. */
export const table: readonly SeedProduct[] = [
  {
    name: 'Stoneware bowl',
    brand: 'Kiesel & Ton',
    categories: ['tableware'],
    description:
      '<p>For soup, muesli or keys. Thrown by one of four potters, whose stamp you find underneath; after a while you will have a ' +
      'favourite.</p>',
    attributes: { Material: 'Stoneware', Volume: '0.6 l', Care: 'Dishwasher safe' },
    weightGrams: 480,
    eur: '26.00',
    usd: '25.00',
    sku: 'SBW',
    options: { Glaze: glazes },
    stock: { 'SBW-CELADO': 3 },
  },
  {
    name: 'Stoneware mug',
    brand: 'Kiesel & Ton',
    categories: ['tableware'],
    description:
      '<p>A handle for three fingers and a foot that is left unglazed, so that it does not slide on the tray. Holds the big coffee, ' +
      'not the huge one.</p>',
    attributes: { Material: 'Stoneware', Volume: '0.3 l', Care: 'Dishwasher safe' },
    weightGrams: 340,
    eur: '22.00',
    usd: '21.00',
    sku: 'MG',
    options: { Glaze: glazes },
  },
  {
    name: 'Dinner plate',
    brand: 'Kiesel & Ton',
    categories: ['tableware'],
    description: '<p>Flat, with a small rim that keeps the gravy in. Eight of them stack to the height of a hand.</p>',
    attributes: { Material: 'Stoneware', Diameter: '27 cm', Care: 'Dishwasher safe' },
    weightGrams: 720,
    eur: '32.00',
    usd: '31.00',
    sku: 'PL',
    options: { Glaze: glazes },
  },
  {
    name: 'Pour-over dripper',
    brand: 'Kiesel & Ton',
    categories: ['coffee-tea-tools'],
    description:
      '<p>Spiral ribs inside, a wide foot below, and a hole of exactly the size that took us eleven attempts. Takes ordinary cone ' + 'filters.</p>',
    attributes: { Material: 'Stoneware', Care: 'Dishwasher safe' },
    weightGrams: 390,
    eur: '34.00',
    usd: '32.00',
    sku: 'PD',
    options: { Glaze: ['Oat', 'Iron'], Cups: ['1–2 cups', '3–4 cups'] },
    differing: { '3–4 cups': { eur: '39.00', usd: '37.00', weightGrams: 520 } },
  },
  {
    name: 'Hand grinder',
    brand: 'Norrsken Metall',
    categories: ['coffee-tea-tools'],
    description: '<p>Conical burrs on two bearings; thirty turns are an espresso. Quiet enough not to wake the tent next door.</p>',
    attributes: { Material: 'Stainless steel', Burrs: 'Conical, 38 mm', Holds: '25 g' },
    weightGrams: 490,
    eur: '109.00',
    usd: '99.00',
    sku: 'HG',
    options: {},
  },
  {
    name: 'Teapot',
    brand: 'Kiesel & Ton',
    categories: ['coffee-tea-tools'],
    description:
      '<p>Round-bellied, with a spout that does not drip: we pour from every single one before it is packed. The strainer is made ' +
      'of the same clay.</p>',
    attributes: { Material: 'Stoneware', Care: 'Rinse, never soap' },
    weightGrams: 860,
    eur: '68.00',
    usd: '65.00',
    sku: 'TPOT',
    options: { Volume: ['0.8 l', '1.4 l'] },
    differing: { '1.4 l': { eur: '84.00', usd: '80.00', weightGrams: 1_240 } },
  },
  {
    name: 'Espresso pot',
    brand: 'Norrsken Metall',
    categories: ['coffee-tea-tools', 'camp-kitchen', 'sale'],
    description:
      '<p>Steel instead of aluminium, with a handle that folds away, for the hob at home and the gas stove at the lake. When it ' +
      'begins to mutter, take it off.</p>',
    attributes: { Material: 'Stainless steel', Hob: 'All, induction too' },
    weightGrams: 420,
    eur: '39.00',
    usd: '37.00',
    was: ['49.00', '47.00'],
    sku: 'EP',
    options: { Cups: ['3 cups', '6 cups'] },
    differing: { '6 cups': { eur: '47.00', usd: '45.00', was: ['59.00', '57.00'], weightGrams: 640 } },
    stock: { 'EP-3CUPS': 0 },
  },
];
