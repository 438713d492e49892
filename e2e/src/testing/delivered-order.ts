import { documentOf } from '@micromart/sdk';
import { buy, fillCart } from './buying.ts';
import { endOf } from './following.ts';
import type { Known } from './screens.ts';
import type { Visitors } from './visitors.ts';

interface Found {
  readonly order: {
    readonly customer: { readonly id: string };
    readonly lines: readonly { readonly variant: { readonly id: string; readonly barcode: string; readonly product: { readonly id: string } } }[];
    readonly payments: readonly { readonly id: string }[];
    readonly shipments: readonly { readonly id: string; readonly trackingNumber: string }[];
  };
  readonly warehouses: readonly {
    readonly id: string;
    readonly aisles: readonly { readonly id: string; readonly shelves: readonly { id: string }[] }[];
  }[];
}

const WHAT_THERE_IS = documentOf<Found, { readonly id: string }>(`query WhatThereIs($id: ID!) {
  order(id: $id) {
    customer { id } lines { variant { id barcode product { id } } } payments { id } shipments { id trackingNumber }
  }
  warehouses { id aisles { id shelves { id } } }
}`);

const SAVE_ADDRESS = documentOf<{ readonly addressSave: { readonly address: { readonly id: string } } }, Record<string, never>>(`mutation {
  addressSave(input: {address: {name: "Alice", line1: "Lindenweg 7", city: "Berlin", postalCode: "10117", countryCode: "DE"}}) { address { id } }
}`);

/** Lets Alice buy, waits until her parcel is there, and fills another cart of hers: of everything that screens show there is one now. */
export async function thingsToShow(shop: Visitors): Promise<Known> {
  const alice = shop.as('alice');
  const bought = await buy(alice, {});
  const end = await endOf(alice, bought);
  if (end !== 'DELIVERED') throw new Error(`the order ended ${end}`);
  const { order, warehouses } = await shop.as('ada').request(WHAT_THERE_IS, { id: bought.id });
  const { addressSave } = await alice.request(SAVE_ADDRESS, {});
  const cart = await fillCart(alice, {});
  const site = warehouses.find(({ aisles }) => aisles.some(({ shelves }) => shelves.length > 0));
  const aisle = site?.aisles.find(({ shelves }) => shelves.length > 0);
  return {
    order: bought.id,
    payment: order.payments[0]?.id ?? '',
    parcel: order.shipments[0]?.id ?? '',
    trackingNumber: order.shipments[0]?.trackingNumber ?? '',
    product: order.lines[0]?.variant.product.id ?? '',
    variant: order.lines[0]?.variant.id ?? '',
    barcode: order.lines[0]?.variant.barcode ?? '',
    cart: cart.id,
    line: cart.lines[0]?.id ?? '',
    rate: cart.selectedShippingRateId ?? '',
    warehouse: site?.id ?? '',
    aisle: aisle?.id ?? '',
    shelf: aisle?.shelves[0]?.id ?? '',
    user: order.customer.id,
    address: addressSave.address.id,
  };
}
