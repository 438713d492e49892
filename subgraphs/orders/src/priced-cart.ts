import { parseMoney } from '@micromart/money';
import { type AskShop, SubgraphUnavailable } from '@micromart/service';
import { z } from 'zod';
import type { PricedCart } from './domain/checkout.ts';

const QUERY = /* GraphQL */ `
  query CartForOrder($id: ID!) {
    cart(id: $id) {
      id
      currency
      selectedShippingRateId
      shippingAddress { name company line1 line2 city region postalCode countryCode phone }
      lines { id quantity variant { id sku name weightGrams product { name } } }
      shippingRate { id name price { amount currencyCode } estimatedDelivery }
      totals {
        lines {
          lineId
          unitPrice { amount currencyCode }
          discount { amount currencyCode }
          tax { amount currencyCode }
          total { amount currencyCode }
        }
        subtotal { amount currencyCode }
        discounts { promotionId code label amount { amount currencyCode } }
        discount { amount currencyCode }
        shipping { amount currencyCode }
        tax { amount currencyCode }
        taxLines { name rate amount { amount currencyCode } }
        taxIncluded
        total { amount currencyCode }
      }
    }
  }
`;

const money = z.object({ amount: z.string(), currencyCode: z.string() }).transform(text => parseMoney(text).amount);

const answer = z.object({
  cart: z
    .object({
      id: z.string(),
      currency: z.string(),
      selectedShippingRateId: z.string().nullable(),
      shippingAddress: z
        .object({
          name: z.string(),
          company: z.string().nullable(),
          line1: z.string(),
          line2: z.string().nullable(),
          city: z.string(),
          region: z.string().nullable(),
          postalCode: z.string(),
          countryCode: z.string(),
          phone: z.string().nullable(),
        })
        .nullable(),
      lines: z.array(
        z.object({
          id: z.string(),
          quantity: z.int(),
          variant: z
            .object({ id: z.string(), sku: z.string(), name: z.string(), weightGrams: z.int(), product: z.object({ name: z.string() }) })
            .nullable(),
        }),
      ),
      shippingRate: z.object({ id: z.string(), name: z.string(), price: money, estimatedDelivery: z.string() }).nullable(),
      totals: z
        .object({
          lines: z.array(z.object({ lineId: z.string(), unitPrice: money, discount: money, tax: money, total: money })),
          subtotal: money,
          discounts: z.array(z.object({ promotionId: z.string(), code: z.string().nullable(), label: z.string(), amount: money })),
          discount: money,
          shipping: money.nullable(),
          tax: money,
          taxLines: z.array(z.object({ name: z.string(), rate: z.string(), amount: money })),
          taxIncluded: z.boolean(),
          total: money,
        })
        .nullable(),
    })
    .nullable(),
});

/** Milliseconds. A cart that cannot be priced in this time is not ordered; the customer tries again. */
const PATIENCE = 5_000;

/**
 * The cart as carts, shop and shipments see it together, in one federated question on the caller's behalf; null where the caller has no such
 * cart. Amounts are in minor units.
 * @throws SubgraphUnavailable when any part of the answer is missing through a fault: half a price is no price.
 */
export async function pricedCart(ask: AskShop, passport: string, cartId: string, traceparent: string | undefined): Promise<PricedCart | null> {
  const { data, errors } = await ask({
    query: QUERY,
    operationName: 'CartForOrder',
    variables: { id: cartId },
    passport,
    traceparent,
    timeout: PATIENCE,
  });
  if (errors !== undefined && errors.length > 0) throw new SubgraphUnavailable('the price of the cart', { cause: errors });
  return answer.parse(data).cart;
}
