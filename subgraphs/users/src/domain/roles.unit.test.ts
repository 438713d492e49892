import { describe, expect, test } from '@jest/globals';
import { changeTo, differenceFrom, shopRoles } from './roles.ts';

const registered = { given: ['default-roles-micromart'], effective: ['default-roles-micromart', 'offline_access', 'customer'] };
const of = (...names: readonly string[]) => ({ given: names, effective: names });

describe('what is given and taken so that an account has the roles wanted', () => {
  test('is nothing when it has them', () => {
    expect(changeTo(['customer'], of('customer'))).toEqual({ give: [], take: [] });
    expect(changeTo(['customer'], registered)).toEqual({ give: [], take: [] });
  });
  test('leaves alone what is not the shop’s', () => {
    expect(changeTo(['support'], of('customer', 'offline_access'))).toEqual({ give: ['support'], take: ['customer'] });
  });
  test('leaves the default role to who stays a customer', () => {
    expect(changeTo(['customer', 'support'], registered)).toEqual({ give: ['support'], take: [] });
  });
  test('takes the default role from who is a customer by it and shall not be', () => {
    expect(changeTo(['warehouse'], registered)).toEqual({ give: ['warehouse'], take: ['default-roles-micromart'] });
  });
  test('gives by itself what is wanted of a default role that goes', () => {
    const twice = { given: ['default-roles-micromart'], effective: ['default-roles-micromart', 'customer', 'warehouse'] };
    expect(changeTo(['customer'], twice)).toEqual({ give: ['customer'], take: ['default-roles-micromart'] });
  });
  test('cannot take what follows from a group', () => {
    expect(changeTo([], { given: [], effective: ['support'] })).toEqual({ give: [], take: [] });
  });
});

describe('an account that has other roles than wanted', () => {
  test('is as wanted when nothing came between', () => {
    expect(differenceFrom(['support'], of('customer'), of('support', 'offline_access'))).toEqual({ fromGroups: [], byOthers: [] });
  });
  test('has from a group what it had before and was not given itself', () => {
    const before = { given: ['customer'], effective: ['customer', 'warehouse'] };
    expect(differenceFrom(['support'], before, { given: ['support'], effective: ['support', 'warehouse'] })).toEqual({
      fromGroups: ['warehouse'],
      byOthers: [],
    });
  });
  test('has from others what it had not before, or was given again', () => {
    expect(differenceFrom(['support'], of('customer', 'admin'), of('support', 'warehouse', 'admin'))).toEqual({
      fromGroups: [],
      byOthers: ['warehouse', 'admin'],
    });
  });
  test('lacks by others what was wanted', () => {
    expect(differenceFrom(['customer', 'support'], of('customer'), of('customer'))).toEqual({ fromGroups: [], byOthers: ['support'] });
  });
});

test('a profile keeps the shop’s roles alone, in one order', () => {
  expect(shopRoles(['offline_access', 'admin', 'customer'])).toEqual(['CUSTOMER', 'ADMIN']);
});
