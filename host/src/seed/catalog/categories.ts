import type { SeedCategory } from '../catalog.ts';

/** What the shop is sorted into, from the top down. */
export const categories: readonly SeedCategory[] = [
  {
    slug: 'outdoors',
    name: 'Outdoors',
    description: 'What keeps you dry, warm and found between the last bus stop and the next hut.',
    children: [
      {
        slug: 'clothing',
        name: 'Clothing',
        description: 'Layers that are made to be mended, from the skin outwards.',
        children: [
          { slug: 'rainwear', name: 'Rainwear', description: 'Jackets, trousers and coats for weather that means it.' },
          { slug: 'warm-layers', name: 'Warm layers', description: 'Wool and down for everything below ten degrees.' },
          { slug: 'hats-gloves-socks', name: 'Hats, gloves and socks', description: 'The small things that decide whether a day was good.' },
          { slug: 'boots', name: 'Boots', description: 'Shoes that can be resoled, and that are worth it.' },
        ],
      },
      {
        slug: 'camp',
        name: 'Camp',
        description: 'A roof, a bed and a hot supper, carried on your own back.',
        children: [
          { slug: 'tents-tarps', name: 'Tents and tarps', description: 'Roofs that weigh less than the food for a week.' },
          { slug: 'sleeping', name: 'Sleeping', description: 'Bags, mats and hammocks for nights that are colder than forecast.' },
          { slug: 'camp-kitchen', name: 'Camp kitchen', description: 'Stoves, pots and mugs that fit into each other.' },
        ],
      },
      {
        slug: 'on-the-way',
        name: 'On the way',
        description: 'For carrying, drinking, seeing and finding back.',
        children: [
          { slug: 'packs', name: 'Packs and bags', description: 'From a loaf of bread to two weeks without a shop.' },
          { slug: 'bottles', name: 'Bottles', description: 'Tea that is still hot at the top, water that tastes of water.' },
          { slug: 'light-and-finding', name: 'Light and finding', description: 'Torches, compasses and knives for after sunset.' },
        ],
      },
    ],
  },
  {
    slug: 'home',
    name: 'Home',
    description: 'For the evenings when you have come in and want to stay in.',
    children: [
      {
        slug: 'hearth',
        name: 'Fire and light',
        description: 'Everything between the woodpile and the last candle.',
        children: [
          { slug: 'fires', name: 'Stoves and fire bowls', description: 'Iron and steel that will outlive the garden bench beside it.' },
          { slug: 'firewood', name: 'Wood and kindling', description: 'Splitting it, carrying it, lighting it.' },
          { slug: 'candles-lamps', name: 'Candles and lamps', description: 'Light that moves a little.' },
        ],
      },
      {
        slug: 'textiles',
        name: 'Textiles',
        description: 'Wool and linen from mills that we have walked through.',
        children: [
          { slug: 'blankets', name: 'Blankets and skins', description: 'Heavy enough to keep you on the sofa.' },
          { slug: 'bed-bath', name: 'Bed and bath', description: 'Linen that gets softer with every wash.' },
        ],
      },
      {
        slug: 'garden',
        name: 'Garden',
        description: 'Tools and seeds for a plot, a bed or a balcony box.',
        children: [
          { slug: 'garden-tools', name: 'Garden tools', description: 'Ash handles, forged blades, rivets that can be replaced.' },
          { slug: 'seeds', name: 'Seeds', description: 'Open-pollinated, from growers who print the year on the packet.' },
        ],
      },
    ],
  },
  {
    slug: 'kitchen',
    name: 'Kitchen',
    description: 'Few things, good ones, within reach.',
    children: [
      {
        slug: 'cooking',
        name: 'Cooking',
        description: 'Pots, pans and blades that take heat and use.',
        children: [
          { slug: 'pots-pans', name: 'Pots and pans', description: 'Cast, pressed and hammered, for gas, induction and embers.' },
          { slug: 'knives-boards', name: 'Knives and boards', description: 'Sharp on the first day, and easy to sharpen on the thousandth.' },
        ],
      },
      {
        slug: 'table',
        name: 'Table',
        description: 'What the food is brought in, and what is drunk with it.',
        children: [
          { slug: 'tableware', name: 'Bowls, plates and cups', description: 'Stoneware thrown by hand: no two the same, all of them stackable.' },
          {
            slug: 'coffee-tea-tools',
            name: 'Coffee and tea tools',
            description: 'Grinders, drippers and pots for the first quarter of an hour of the day.',
          },
          { slug: 'kitchen-linen', name: 'Kitchen linen', description: 'Towels that dry glasses without leaving a trace.' },
        ],
      },
    ],
  },
  {
    slug: 'larder',
    name: 'Larder',
    description: 'Food that keeps, from people whose names are on the label.',
    taxClass: 'REDUCED',
    children: [
      {
        slug: 'coffee-and-tea',
        name: 'Coffee and tea',
        description: 'Roasted on Tuesdays, packed on Wednesdays.',
        taxClass: 'REDUCED',
        children: [
          { slug: 'coffee', name: 'Coffee', description: 'Slow roasts for espresso pots and filters.', taxClass: 'REDUCED' },
          { slug: 'tea', name: 'Tea', description: 'Leaves that have room to open.', taxClass: 'REDUCED' },
        ],
      },
      {
        slug: 'pantry',
        name: 'Pantry',
        description: 'For bread, for porridge, for the rucksack.',
        taxClass: 'REDUCED',
        children: [
          { slug: 'spreads', name: 'Honey and preserves', description: 'A summer in a jar.', taxClass: 'REDUCED' },
          { slug: 'staples', name: 'Grain, salt and chocolate', description: 'What a hut has in the cupboard.', taxClass: 'REDUCED' },
        ],
      },
    ],
  },
  {
    slug: 'books',
    name: 'Books',
    description: 'To be read by lamplight, or taken along.',
    taxClass: 'REDUCED',
    children: [
      {
        slug: 'practical-books',
        name: 'To learn from',
        description: 'Books that end up with flour or rain on them.',
        taxClass: 'REDUCED',
        children: [
          { slug: 'cookbooks', name: 'Cookbooks', description: 'Recipes that were cooked at least ten times.', taxClass: 'REDUCED' },
          { slug: 'field-guides', name: 'Field guides', description: 'Names for what stands, flies and drips around you.', taxClass: 'REDUCED' },
        ],
      },
      {
        slug: 'reading',
        name: 'To get lost in',
        description: 'Stories for long trains and long evenings.',
        taxClass: 'REDUCED',
        children: [
          { slug: 'novels', name: 'Novels', description: 'Told slowly, set by the water, mostly.', taxClass: 'REDUCED' },
          { slug: 'essays', name: 'Essays', description: 'Walking, weather and work.', taxClass: 'REDUCED' },
          {
            slug: 'childrens-books',
            name: 'For children',
            description: 'To be read aloud more often than you think you can bear.',
            taxClass: 'REDUCED',
          },
        ],
      },
    ],
  },
  { slug: 'sale', name: 'Sale', description: 'Last sizes and last year’s colours: nothing is wrong with them.' },
];
