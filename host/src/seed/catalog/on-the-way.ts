import type { SeedProduct } from '../catalog.ts';

/** Carried along: packs, bottles, lights. */
export const onTheWay: readonly SeedProduct[] = [
  {
    name: 'Day pack 28',
    brand: 'Tarnbeck',
    categories: ['packs'],
    description:
      '<p>Canvas below, where it is put down, and light nylon above. One big room, one lid pocket, no loops that nobody has ever ' + 'used.</p>',
    attributes: { Material: 'Cotton canvas', Volume: '28 l' },
    weightGrams: 860,
    eur: '129.00',
    usd: '119.00',
    sku: 'DP',
    options: { Color: ['Olive', 'Navy', 'Brick'] },
  },
  {
    name: 'Trekking pack 60',
    brand: 'Tarnbeck',
    categories: ['packs'],
    description:
      '<p>An aluminium frame bent to your back length and a hip belt that takes the weight off the shoulders by the second hour. ' +
      'The lid comes off and is a bag for the village.</p>',
    attributes: { Material: 'Recycled polyamide', Volume: '60 l' },
    weightGrams: 1_740,
    eur: '249.00',
    usd: '239.00',
    sku: 'TK',
    options: { Color: ['Granite', 'Moss'], Back: ['Short', 'Long'] },
    stock: { 'TK-MOSS-SHORT': 0 },
  },
  {
    name: 'Dry bag',
    brand: 'Tarnbeck',
    categories: ['packs'],
    description: '<p>Roll it three times, click it, throw it into the canoe. A window of clear film shows which of them the socks are in.</p>',
    attributes: { Material: 'TPU-coated nylon' },
    weightGrams: 70,
    eur: '14.90',
    usd: '13.90',
    sku: 'DB',
    options: { Volume: ['3 l', '8 l', '20 l'] },
    differing: { '8 l': { eur: '18.90', usd: '17.90', weightGrams: 95 }, '20 l': { eur: '26.90', usd: '24.90', weightGrams: 150 } },
  },
  {
    name: 'Vacuum bottle',
    brand: 'Norrsken Metall',
    categories: ['bottles'],
    description:
      '<p>Filled at six in the morning it burns your tongue at noon. The cup is big enough to share, the stopper comes apart for ' + 'washing.</p>',
    attributes: { Material: 'Stainless steel', Insulation: 'Vacuum' },
    weightGrams: 380,
    eur: '39.00',
    usd: '36.00',
    sku: 'VB',
    options: { Volume: ['0.5 l', '0.75 l', '1 l'], Color: ['Steel', 'Green'] },
    differing: { '0.75 l': { eur: '44.00', usd: '41.00', weightGrams: 460 }, '1 l': { eur: '49.00', usd: '46.00', weightGrams: 560 } },
  },
  {
    name: 'Canteen',
    brand: 'Norrsken Metall',
    categories: ['bottles'],
    description:
      '<p>One wall of steel, one wide mouth: it can stand in the embers when the pot is taken. The felt sleeve keeps it cool for as ' +
      'long as you keep it wet.</p>',
    attributes: { Material: 'Stainless steel', Sleeve: 'Wool felt' },
    weightGrams: 240,
    eur: '29.00',
    usd: '27.00',
    sku: 'CT',
    options: { Volume: ['0.7 l', '1.2 l'] },
    differing: { '1.2 l': { eur: '34.00', usd: '32.00', weightGrams: 310 } },
  },
  {
    name: 'Head torch',
    brand: 'Lumenhag',
    categories: ['light-and-finding'],
    description:
      '<p>One button, four steps, a red light for reading maps and sleeping tents. Runs on three ordinary batteries, which every ' +
      'village shop has.</p>',
    attributes: { Material: 'Polycarbonate', Brightness: '350 lm', Batteries: '3 × AAA, included' },
    weightGrams: 86,
    eur: '44.90',
    usd: '39.90',
    sku: 'HT',
    options: {},
  },
  {
    name: 'Storm lantern',
    brand: 'Lumenhag',
    categories: ['candles-lamps', 'light-and-finding'],
    description:
      '<p>Hot air rises through the side tubes and pushes the flame back down: a draught makes it burn better. Holds a night and a ' +
      'half of lamp oil.</p>',
    attributes: { Material: 'Galvanised steel', Fuel: 'Lamp oil' },
    weightGrams: 540,
    eur: '36.00',
    usd: '34.00',
    sku: 'SL',
    options: { Color: ['Zinc', 'Red', 'Black'] },
  },
  {
    name: 'Baseplate compass',
    brand: 'Lumenhag',
    categories: ['light-and-finding'],
    description:
      '<p>A needle that settles in two seconds and a plate with the scales of real maps, 1:25,000 and 1:50,000. Works without a ' +
      'signal since about 1190.</p>',
    attributes: { Material: 'Acrylic', Damping: 'Oil' },
    weightGrams: 36,
    eur: '27.50',
    usd: '25.00',
    sku: 'CO',
    options: {},
  },
  {
    name: 'Pocket knife',
    brand: 'Schleifer Brück',
    categories: ['light-and-finding', 'knives-boards'],
    description:
      '<p>One blade of carbon steel, one ring that locks it, one handle that tells you by its grain that it is yours. Cuts sausage, ' +
      'string and the first slice of a birthday cake.</p>',
    attributes: { Material: 'Carbon steel', Blade: '8 cm' },
    weightGrams: 62,
    eur: '32.00',
    usd: '29.00',
    sku: 'PK',
    options: { Handle: ['Oak', 'Walnut', 'Olive wood'] },
    differing: { 'Olive wood': { eur: '38.00', usd: '35.00' } },
  },
  {
    name: 'Walking sticks',
    brand: 'Grauwacke',
    categories: ['light-and-finding', 'sale'],
    description:
      '<p>A pair of three-part aluminium sticks with cork grips, which also hold up the ridge tent. The clamps can be tightened ' +
      'with a coin.</p>',
    attributes: { Material: 'Aluminium', Grip: 'Cork', Length: '65–135 cm' },
    weightGrams: 510,
    eur: '69.00',
    usd: '65.00',
    was: ['89.00', '85.00'],
    sku: 'STICKS',
    options: {},
  },
];
