import type { Environment, PlacedShop } from './own-place.ts';
import { readE2eSettings } from './settings.ts';

async function ask(method: 'POST' | 'DELETE', body?: string): Promise<unknown> {
  const { MICROMART_SHOP_KEEPER: url } = readE2eSettings();
  if (url === undefined) throw new Error('nobody keeps a shop: run this with jest.nine-processes.config.mjs or jest.stack.config.mjs');
  const response = await fetch(url, { method, ...(body === undefined ? {} : { body }) });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/** The shop of many processes that is open for the files of this run, with these settings; it stays open for the next file. */
export async function keptShop(environment: Environment): Promise<PlacedShop> {
  return { ...((await ask('POST', JSON.stringify(environment))) as Omit<PlacedShop, 'stop'>), stop: async () => undefined };
}

/** Closes it, for whoever needs the machine. */
export const closeKeptShop = async (): Promise<void> => void (await ask('DELETE'));
