import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { testDatabase, type TestDatabase } from '@micromart/local/testing';
import type { CarrierNews, TellShop } from './news.ts';
import { type CarrierOptions, type CarrierSimulators, openCarriers } from './simulators.ts';

const PARCEL = { reference: 'pcl_1', countryCode: 'DE', postalCode: '10115', weightGrams: 1_200, currency: 'EUR' };
const RECIPIENT = { name: 'Alice <Wonder>', line1: 'Hauptstr. 1', postalCode: '10115', city: 'Berlin', countryCode: 'DE' };

let database: TestDatabase;
let told: CarrierNews[];
let open: CarrierSimulators[];
let keys = 0;

beforeAll(async () => {
  database = await testDatabase('carriers', { messaging: false });
});
afterAll(() => database.drop());
beforeEach(() => {
  told = [];
  open = [];
});
afterEach(async () => {
  await open[0]?.faultsClear();
  await Promise.all(open.map(opened => opened.close()));
});

function simulators(options: Partial<CarrierOptions> = {}, tellShop: TellShop = async news => void told.push(news)): CarrierSimulators {
  const opened = openCarriers({
    databaseUrl: database.url,
    pace: 'auto',
    stepMs: 40,
    pollMs: 10,
    publicUrl: 'http://shop.test/carriers',
    onFailure: () => undefined,
    ...options,
  });
  open.push(opened);
  opened.start(tellShop);
  return opened;
}

const carrierOf = ({ carriers }: CarrierSimulators, code: string) => {
  const found = carriers.find(carrier => carrier.code === code);
  if (found === undefined) throw new Error(`no carrier ${code}`);
  return found;
};

interface Booked {
  readonly trackingNumber: string;
  readonly trackingUrl: string;
  readonly labelUrl: string;
}
const book = async (from: CarrierSimulators, code = 'posthorn', key = `key-${(keys += 1)}`): Promise<Booked> =>
  (await carrierOf(from, code).book({ ...PARCEL, recipient: RECIPIENT }, key)) as Booked;

const statuses = (trackingNumber: string): string[] => told.filter(news => news.trackingNumber === trackingNumber).map(news => news.status);

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 10) {
    if (waited > 10_000) throw new Error(`it did not happen; told so far: ${told.map(news => news.status).join(' ')}`);
    await sleep(10);
  }
}

describe('a simulated carrier', () => {
  test('delivers by itself what is ready, and tells each step', async () => {
    const carriers = simulators();
    const { trackingNumber } = await book(carriers);
    await carrierOf(carriers, 'posthorn').reportReady(trackingNumber);
    await until(() => statuses(trackingNumber).includes('DELIVERED'));
    expect(statuses(trackingNumber)).toEqual(['PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED']);
  });

  test('tells each step once however many replicas share its database', async () => {
    const [one] = [simulators(), simulators(), simulators()] as const;
    const parcels = await Promise.all(Array.from({ length: 10 }, () => book(one)));
    await Promise.all(parcels.map(({ trackingNumber }) => carrierOf(one, 'posthorn').reportReady(trackingNumber)));
    await until(() => parcels.every(({ trackingNumber }) => statuses(trackingNumber).includes('DELIVERED')));
    for (const { trackingNumber } of parcels) expect(statuses(trackingNumber)).toHaveLength(4);
  });

  test('waits to be told in manual pace, and goes on after a restart where it stood', async () => {
    const first = simulators({ pace: 'manual' });
    const { trackingNumber } = await book(first);
    expect(await first.move(trackingNumber)).toBeUndefined();
    await carrierOf(first, 'posthorn').reportReady(trackingNumber);
    expect(await first.move(trackingNumber)).toBe('PICKED_UP');
    await first.close();
    open = [];
    const second = simulators();
    await until(() => statuses(trackingNumber).includes('DELIVERED'));
    expect(await second.move(trackingNumber)).toBeUndefined();
  });

  test('books once a key, also when twenty ask at once', async () => {
    const carriers = simulators();
    const booked = await Promise.all(Array.from({ length: 20 }, () => book(carriers, 'veloline', 'twenty')));
    expect(new Set(booked.map(({ trackingNumber }) => trackingNumber)).size).toBe(1);
  });

  test('lets a parcel be called back until it is picked up', async () => {
    const carriers = simulators({ pace: 'manual' });
    const post = carrierOf(carriers, 'posthorn');
    const [early, late] = [await book(carriers), await book(carriers)];
    expect(await post.cancel(early.trackingNumber)).toEqual({ outcome: 'canceled' });
    expect(await post.cancel(early.trackingNumber)).toEqual({ outcome: 'canceled' });
    expect(await post.reportReady(early.trackingNumber)).toMatchObject({ outcome: 'refused' });
    await post.reportReady(late.trackingNumber);
    await carriers.move(late.trackingNumber);
    expect(await post.cancel(late.trackingNumber)).toMatchObject({ outcome: 'refused' });
    expect(await post.cancel('PH0')).toMatchObject({ outcome: 'refused' });
  });

  test('tells news again until the shop takes it', async () => {
    let refusals = 0;
    const carriers = simulators({}, async news => {
      if ((refusals += 1) <= 2) throw new Error('the shop is away');
      told.push(news);
    });
    const { trackingNumber } = await book(carriers);
    await carrierOf(carriers, 'posthorn').reportReady(trackingNumber);
    await until(() => statuses(trackingNumber).length === 4);
    expect(statuses(trackingNumber)).toContain('PICKED_UP');
  });

  test('shows a page to follow a parcel by, and a label that cannot be guessed from it', async () => {
    const carriers = simulators({ pace: 'manual' });
    const { trackingNumber, trackingUrl, labelUrl } = await book(carriers);
    const below = (url: string): string => url.replace('http://shop.test/carriers', '');
    expect((await carriers.page(below(trackingUrl)))?.body).toContain(trackingNumber);
    expect((await carriers.page(below(trackingUrl)))?.body).not.toContain('Alice');
    expect((await carriers.page(below(labelUrl)))?.body).toContain('Alice &#60;Wonder&#62;');
    expect(await carriers.page(`/posthorn/label/${trackingNumber}`)).toBeUndefined();
  });
});

describe('on demand a carrier', () => {
  test('refuses, fails, hangs and answers nonsense, as often as it was asked to', async () => {
    const carriers = simulators();
    const post = carrierOf(carriers, 'posthorn');
    const quote = (signal?: AbortSignal) => post.quote(PARCEL, signal);
    await carriers.faultSet({ operation: 'quote', kind: 'refuse', carrierCode: 'posthorn' });
    await carriers.faultSet({ operation: 'quote', kind: 'fail', times: 2 });
    await carriers.faultSet({ operation: 'quote', kind: 'hang' });
    await carriers.faultSet({ operation: 'quote', kind: 'wrong' });
    await carriers.faultSet({ operation: 'quote', kind: 'late', delayMs: 20 });
    expect(
      await carrierOf(carriers, 'meridian')
        .quote(PARCEL)
        .catch(() => 'failed'),
    ).toBe('failed');
    expect(await quote()).toMatchObject({ outcome: 'refused' });
    await expect(quote()).rejects.toThrow('out of order');
    await expect(quote(AbortSignal.timeout(100))).rejects.toThrow('aborted');
    expect(await quote()).toMatchObject({ price: -1 });
    expect(await quote()).toMatchObject({ outcome: 'quoted', price: 380 });
    expect(await quote()).toMatchObject({ outcome: 'quoted' });
  });

  test('books without answering, so that only the same key finds the parcel again', async () => {
    const carriers = simulators();
    await carriers.faultSet({ operation: 'book', kind: 'hang-after' });
    const post = carrierOf(carriers, 'posthorn');
    await expect(post.book({ ...PARCEL, recipient: RECIPIENT }, 'lost', AbortSignal.timeout(100))).rejects.toThrow('aborted');
    expect(await post.book({ ...PARCEL, recipient: RECIPIENT }, 'lost')).toMatchObject({ outcome: 'booked' });
  });

  test('lets no hanging call outlive it', async () => {
    const carriers = simulators();
    await carriers.faultSet({ operation: 'cancel', kind: 'hang' });
    const hanging = expect(carrierOf(carriers, 'posthorn').cancel('PH0')).rejects.toThrow('aborted');
    await sleep(50);
    await carriers.close();
    open = [];
    await hanging;
    await simulators().faultsClear();
  });

  test('tells its news twice, and late, so that later news overtakes it', async () => {
    const carriers = simulators();
    const { trackingNumber } = await book(carriers);
    await carriers.faultSet({ operation: 'news', kind: 'late', delayMs: 2_000 });
    await carriers.faultSet({ operation: 'news', kind: 'twice' });
    await carrierOf(carriers, 'posthorn').reportReady(trackingNumber);
    await until(() => statuses(trackingNumber).length === 5);
    expect(statuses(trackingNumber).filter(status => status === 'IN_TRANSIT')).toHaveLength(2);
    expect(statuses(trackingNumber).indexOf('PICKED_UP')).toBeGreaterThan(0);
    expect(new Set(told.map(news => news.carrierEventId)).size).toBe(4);
  });

  test('meets nobody at the door, or brings the parcel back', async () => {
    const carriers = simulators();
    await carriers.faultSet({ operation: 'journey', kind: 'attempt-failed' });
    await carriers.faultSet({ operation: 'journey', kind: 'returned' });
    const [failed, returned] = [await book(carriers), await book(carriers)];
    for (const { trackingNumber } of [failed, returned]) await carrierOf(carriers, 'posthorn').reportReady(trackingNumber);
    await until(() => statuses(failed.trackingNumber).includes('DELIVERED') && statuses(returned.trackingNumber).includes('RETURNED'));
    expect(statuses(failed.trackingNumber)).toContain('FAILED');
    expect(statuses(returned.trackingNumber)).not.toContain('DELIVERED');
  });
});
