import type { SeedProduct } from '../catalog.ts';

/** To learn from, and to get lost in. */
export const books: readonly SeedProduct[] = [
  {
    name: 'One Pot, One Flame',
    brand: 'Quillfern Press',
    categories: ['cookbooks'],
    description:
      '<p>Sixty suppers for a single burner, by <strong>Maren Thorsby</strong>, who cooked for nine years on a pilot boat. Every ' +
      'recipe says what to do when the wind turns.</p>',
    attributes: { Author: 'Maren Thorsby', Pages: '208', Language: 'English' },
    weightGrams: 640,
    eur: '24.00',
    usd: '26.00',
    sku: 'BOOK-POT',
    options: {},
  },
  {
    name: 'The Patient Loaf',
    brand: 'Quillfern Press',
    categories: ['cookbooks'],
    description:
      '<p>Bread with three ingredients and a lot of time, explained so that you understand why and not only how much. ' +
      '<strong>Anselm Rieger</strong> answers, in the margin, the questions that his apprentices asked.</p>',
    attributes: { Author: 'Anselm Rieger', Pages: '256', Language: 'English' },
    weightGrams: 910,
    eur: '32.00',
    usd: '34.00',
    sku: 'BOOK-LOAF',
    options: {},
  },
  {
    name: 'Mosses You Have Stepped On',
    brand: 'Quillfern Press',
    categories: ['field-guides'],
    description:
      '<p>Eighty common mosses, drawn at life size and ten times that, sorted by where you are likely to slip on them. Waterproof ' +
      'paper, and a lens in a pocket of the cover.</p>',
    attributes: { Author: 'Ottilie Grahn', Pages: '176', Language: 'English' },
    weightGrams: 310,
    eur: '19.80',
    usd: '21.00',
    sku: 'BOOK-MOSS',
    options: {},
  },
  {
    name: 'A Year of Clouds',
    brand: 'Quillfern Press',
    categories: ['field-guides', 'sale'],
    description:
      '<p>One photograph of the same piece of sky for each day, and what the weather did next. Reading it makes you late, because ' +
      'you look up.</p>',
    attributes: { Author: 'Idris Vale', Pages: '384', Language: 'English' },
    weightGrams: 1_150,
    eur: '22.00',
    usd: '24.00',
    was: ['38.00', '40.00'],
    sku: 'BOOK-CLOUD',
    options: {},
    stock: { 'BOOK-CLOUD': 2 },
  },
  {
    name: 'The Ferryman’s Ledger',
    brand: 'Lanternhaus',
    categories: ['novels'],
    description:
      '<p>A ferryman writes down every passenger for forty years, and one of them twice. A novel about a river, two villages and a ' +
      'debt that nobody will collect.</p>',
    attributes: { Author: 'Hedda Lorenz', Pages: '312', Language: 'English' },
    weightGrams: 470,
    eur: '24.00',
    usd: '25.00',
    sku: 'BOOK-FERRY',
    options: { Binding: ['Hardcover', 'Paperback'] },
    differing: { Paperback: { eur: '14.00', usd: '15.00', weightGrams: 290 } },
  },
  {
    name: 'Low Tide at Kettlewick',
    brand: 'Lanternhaus',
    categories: ['novels'],
    description:
      '<p>Every twelve hours the road to the island is dry, and on a Thursday in March somebody walks it in the wrong direction. A ' +
      'crime story in which the tide table is never wrong.</p>',
    attributes: { Author: 'Tobias Wren', Pages: '268', Language: 'English' },
    weightGrams: 420,
    eur: '22.00',
    usd: '23.00',
    sku: 'BOOK-TIDE',
    options: { Binding: ['Hardcover', 'Paperback'] },
    differing: { Paperback: { eur: '12.90', usd: '13.90', weightGrams: 260 } },
  },
  {
    name: 'Forty Ways to Cross a Field',
    brand: 'Lanternhaus',
    categories: ['essays'],
    description: '<p>Essays on hedges, trespass, and the habit of walking the long way round. Short enough for one bench each.</p>',
    attributes: { Author: 'Ruth Amberley', Pages: '164', Language: 'English' },
    weightGrams: 230,
    eur: '16.00',
    usd: '17.00',
    sku: 'BOOK-FIELD',
    options: {},
  },
  {
    name: 'The Badger Who Kept the Lighthouse',
    brand: 'Lanternhaus',
    categories: ['childrens-books'],
    description:
      '<p>The lamp goes out, the fog comes in, and the only one awake is a badger who is afraid of stairs. For ages four and up, ' +
      'with a page that folds out to the height of the tower.</p>',
    attributes: { Author: 'Pia Sandvik', Pages: '40', Language: 'English', Age: 'From 4' },
    weightGrams: 390,
    eur: '15.00',
    usd: '16.00',
    sku: 'BOOK-BADGER',
    options: {},
  },
];
