import { books } from './catalog/books.ts';
import { camp } from './catalog/camp.ts';
import { categories } from './catalog/categories.ts';
import { clothing } from './catalog/clothing.ts';
import { garden } from './catalog/garden.ts';
import { home } from './catalog/home.ts';
import { kitchen } from './catalog/kitchen.ts';
import { larder } from './catalog/larder.ts';
import { onTheWay } from './catalog/on-the-way.ts';
import { table } from './catalog/table.ts';
import type { SeedCategory, SeedProduct } from './catalog.ts';

/** Categories as a tree, and products that name categories of its lowest level. */
export interface Assortment {
  readonly categories: readonly SeedCategory[];
  readonly products: readonly SeedProduct[];
}

/** What a fresh shop sells. All brands, authors and titles are invented. */
export const assortment: Assortment = {
  categories,
  products: [...clothing, ...camp, ...onTheWay, ...home, ...garden, ...kitchen, ...table, ...larder, ...books],
};
