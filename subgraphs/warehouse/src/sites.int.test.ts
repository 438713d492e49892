import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { walter } from './testing/people.ts';
import { openSite } from './testing/sites.ts';
import { openWarehouseWorld, type WarehouseWorld } from './testing/warehouse-world.ts';
import { saveAisle, saveShelf, saveWarehouse } from './use-cases/save-site.ts';

let world: WarehouseWorld;
beforeAll(async () => {
  world = await openWarehouseWorld();
});
afterAll(() => world.close());

test('a warehouse, an aisle and a shelf give the label that is printed, and a scanner finds it', async () => {
  const { row: warehouse } = await saveWarehouse(world.app, { code: 'BER', name: 'Berlin' });
  const { row: aisle } = await saveAisle(world.app, { warehouseId: warehouse?.id ?? '', code: 'A03' });
  const { row: shelf } = await saveShelf(world.app, { aisleId: aisle?.id ?? '', code: '12' });
  expect(shelf?.label).toBe('BER-A03-12');
  const { data } = await world.ask(
    'query ($label: String!) { shelf(label: $label) { id code aisle { code warehouse { code name } } stockLevels { id } } }',
    { label: 'BER-A03-12' },
    walter,
  );
  expect(data).toEqual({
    shelf: { id: shelf?.id, code: '12', aisle: { code: 'A03', warehouse: { code: 'BER', name: 'Berlin' } }, stockLevels: [] },
  });
});

test('codes are taken once, and are short', async () => {
  const { warehouse } = await openSite(world.app);
  expect((await saveWarehouse(world.app, { code: warehouse.code, name: 'Another' })).userErrors).toMatchObject([{ code: 'CONFLICT' }]);
  expect((await saveAisle(world.app, { warehouseId: warehouse.id, code: 'A2' })).userErrors).toMatchObject([{ code: 'CONFLICT' }]);
  expect((await saveAisle(world.app, { warehouseId: warehouse.id, code: 'a-2' })).userErrors).toMatchObject([
    { code: 'INVALID', field: ['input', 'code'] },
  ]);
  expect((await saveAisle(world.app, { warehouseId: 'whs_x', code: 'A2' })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
});

test.each(['', 'x_1'])('what is to be changed but is not there is refused, and nothing is made: %p', async id => {
  const { warehouse, shelves } = await openSite(world.app);
  const { aisleId } = shelves[0];
  const missing = { row: null, userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }] };
  expect(await saveWarehouse(world.app, { id, code: 'NONE', name: 'Nowhere' })).toMatchObject(missing);
  expect(await saveAisle(world.app, { id, warehouseId: warehouse.id, code: 'NONE' })).toMatchObject(missing);
  expect(await saveShelf(world.app, { id, aisleId, code: 'NONE' })).toMatchObject(missing);
  const codes = [
    ...(await world.app.store.warehouses()),
    ...(await world.app.store.aislesOfWarehouses([warehouse.id])),
    ...(await world.app.store.shelvesOfAisles([aisleId])),
  ].map(({ code }) => code);
  expect(codes).not.toContain('NONE');
});

test('an id that is null makes a new place, as one that is left out does', async () => {
  const { row: warehouse } = await saveWarehouse(world.app, { id: null, code: 'NULL', name: 'Somewhere' });
  const { row: aisle } = await saveAisle(world.app, { id: null, warehouseId: warehouse?.id ?? '', code: 'A1' });
  const { row: shelf } = await saveShelf(world.app, { id: null, aisleId: aisle?.id ?? '', code: '1' });
  expect(shelf).toMatchObject({ id: expect.stringMatching(/^shf_/), label: 'NULL-A1-1' });
});

test('a new code of a warehouse or an aisle goes onto the labels of its shelves', async () => {
  const { warehouse, shelves } = await openSite(world.app);
  await saveWarehouse(world.app, { id: warehouse.id, code: 'HAM', name: 'Hamburg' });
  await saveAisle(world.app, { id: shelves[0].aisleId, warehouseId: warehouse.id, code: 'B1' });
  expect((await world.app.store.shelvesById([shelves[0].id]))[0]?.label).toBe('HAM-B1-1');
});

test('every warehouse has a shelf for what comes back', async () => {
  const { warehouse } = await openSite(world.app);
  expect(await world.app.store.returnsShelf(warehouse.id)).toMatchObject({ label: `${warehouse.code}-RET-01`, forReturns: true });
});
