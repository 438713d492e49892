import type { SeedProduct } from '../catalog.ts';

const sizes = ['S', 'M', 'L', 'XL'] as const;

/** Worn on the body, from the rain inwards. */
export const clothing: readonly SeedProduct[] = [
  {
    name: 'Rain jacket',
    brand: 'Tarnbeck',
    categories: ['rainwear'],
    description:
      '<p>Three layers, taped by hand, with a hood that turns when you look over your shoulder. It rustles less than most, and ' +
      'packs into its own pocket.</p><ul><li>Water column 20,000 mm</li><li>Two-way zip under a storm flap</li></ul>',
    attributes: { Material: 'Recycled polyamide', Lining: 'Brushed tricot', Care: 'Wash at 30 °C, reproof once a year' },
    weightGrams: 480,
    eur: '189.00',
    usd: '179.00',
    sku: 'RJ',
    options: { Color: ['Blue', 'Yellow', 'Olive'], Size: sizes },
    differing: { S: { weightGrams: 450 }, XL: { weightGrams: 520 } },
    stock: { 'RJ-YELLOW-XL': 0, 'RJ-OLIVE-S': 2, 'RJ-OLIVE-XL': 1 },
  },
  {
    name: 'Rain trousers',
    brand: 'Tarnbeck',
    categories: ['rainwear'],
    description:
      '<p>Zips down to the knee on both sides, so that they go on over boots in a gateway while it is already raining. Cut wide ' +
      'enough for a bicycle saddle.</p>',
    attributes: { Material: 'Recycled polyamide', Care: 'Wash at 30 °C' },
    weightGrams: 310,
    eur: '119.00',
    usd: '109.00',
    sku: 'RT',
    options: { Size: sizes },
  },
  {
    name: 'Waxed coat',
    brand: 'Havelund Works',
    categories: ['rainwear', 'sale'],
    description:
      '<p>A long coat of waxed cotton with a corduroy collar, made for people who stand outside for a living. The first winter it ' +
      'is stiff; from the second on it is yours. <em>Tin of wax included.</em></p>',
    attributes: { Material: 'Waxed cotton', Lining: 'Checked cotton', Care: 'Sponge down, never wash' },
    weightGrams: 1_650,
    eur: '229.00',
    usd: '219.00',
    was: ['289.00', '279.00'],
    sku: 'WC',
    options: { Color: ['Moss', 'Black'], Size: sizes },
    stock: { 'WC-MOSS-S': 1, 'WC-BLACK-XL': 3 },
  },
  {
    name: 'Fisherman’s sweater',
    brand: 'Havelund Works',
    categories: ['warm-layers'],
    description:
      '<p>Five strands of unwashed wool, knitted so tightly that the wind goes round. It smells a little of sheep when wet, as it ' +
      'should. Elbows come back to us for darning, free of charge, for ten years.</p>',
    attributes: { Material: 'Wool', Knit: 'Half cardigan', Care: 'Wash by hand, dry flat' },
    weightGrams: 920,
    eur: '149.00',
    usd: '145.00',
    sku: 'FS',
    options: { Color: ['Navy', 'Cream'], Size: sizes },
  },
  {
    name: 'Merino base layer',
    brand: 'Tarnbeck',
    categories: ['warm-layers'],
    description:
      '<p>Worn for four days between huts it still gets you a seat at the table. Flat seams, long in the back, thumb loops in the ' + 'cuffs.</p>',
    attributes: { Material: 'Merino wool', Grammage: '190 g/m²', Care: 'Wash at 30 °C, wool programme' },
    weightGrams: 220,
    eur: '84.90',
    usd: '79.90',
    sku: 'MB',
    options: { Color: ['Charcoal', 'Rust'], Size: sizes },
  },
  {
    name: 'Down vest',
    brand: 'Tarnbeck',
    categories: ['warm-layers', 'sale'],
    description:
      '<p>Reclaimed duck down, sorted and washed in Saxony, in a shell that forgives bramble. Sits under the rain jacket without ' +
      'making a balloon of you.</p>',
    attributes: { Material: 'Recycled polyester', Filling: 'Reclaimed down, 650 cuin' },
    weightGrams: 290,
    eur: '99.00',
    usd: '95.00',
    was: ['139.00', '135.00'],
    sku: 'DV',
    options: { Size: sizes },
    stock: { 'DV-M': 0, 'DV-L': 2 },
  },
  {
    name: 'Boot socks',
    brand: 'Rask & Rein',
    categories: ['hats-gloves-socks'],
    description:
      '<p>Terry where the boot presses, thin where it folds. Knitted on machines older than their mechanic, left and right foot ' + 'apart.</p>',
    attributes: { Material: 'Wool', Height: 'Calf' },
    weightGrams: 95,
    eur: '22.50',
    usd: '21.00',
    sku: 'BS',
    options: { Color: ['Grey', 'Bottle green'], Size: ['36–38', '39–41', '42–44', '45–47'] },
  },
  {
    name: 'Watch cap',
    brand: 'Rask & Rein',
    categories: ['hats-gloves-socks'],
    description: '<p>Ribbed, short, and thick enough for the night shift on deck. One size, because wool gives.</p>',
    attributes: { Material: 'Wool' },
    weightGrams: 80,
    eur: '34.00',
    usd: '32.00',
    sku: 'CAP',
    options: { Color: ['Navy', 'Mustard', 'Brick', 'Undyed'] },
  },
  {
    name: 'Boiled wool mittens',
    brand: 'Rask & Rein',
    categories: ['hats-gloves-socks'],
    description: '<p>Felted until the snow slides off. The tip folds back over the knuckles, so that you can tie a knot or find a key.</p>',
    attributes: { Material: 'Boiled wool', Palm: 'Goat leather' },
    weightGrams: 130,
    eur: '39.00',
    usd: '37.00',
    sku: 'MIT',
    options: { Size: ['S/M', 'L/XL'] },
  },
  {
    name: 'Trail boots',
    brand: 'Grauwacke',
    categories: ['boots'],
    description:
      '<p>Welted leather on a sole with an honest profile, made on a last for feet rather than for photographs. Send them back ' +
      'after a thousand kilometres and they return with a new sole.</p>',
    attributes: { Material: 'Waxed nubuck', Sole: 'Rubber, welted', Height: 'Ankle' },
    weightGrams: 1_380,
    eur: '259.00',
    usd: '249.00',
    sku: 'TB',
    options: { Size: ['37', '38', '39', '40', '41', '42', '43', '44', '45', '46'] },
    differing: { '37': { weightGrams: 1_180 }, '38': { weightGrams: 1_220 }, '45': { weightGrams: 1_500 }, '46': { weightGrams: 1_560 } },
    stock: { 'TB-37': 1, 'TB-46': 0 },
  },
];
