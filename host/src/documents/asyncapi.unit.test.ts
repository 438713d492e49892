import specifications from '@asyncapi/specs';
import { expect, test } from '@jest/globals';
import { events } from '@micromart/events';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { asyncApi } from './asyncapi.ts';

const document = asyncApi() as Readonly<Record<string, never>>;

/** What a JSON pointer of the document points at. */
const at = (pointer: string): unknown =>
  pointer
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], document);

function* references(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$ref') yield String(inner);
    else yield* references(inner);
  }
}

test('the document is valid by the JSON Schema of AsyncAPI 3.0', () => {
  // it brings the schema of schemas with it
  const ajv = new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false });
  formats.default(ajv);
  const validate = ajv.compile(specifications.schemas['3.0.0'] as object);
  validate(document);
  expect(validate.errors).toBeNull();
  // the schema bites
  expect(validate({ ...(document as object), operations: { one: { action: 'shout', channel: { $ref: '#/channels/orders' } } } })).toBe(false);
});

test('every reference leads somewhere', () => {
  const all = [...references(document)];
  expect(all.length).toBeGreaterThan(50);
  expect(all.filter(reference => at(reference) === undefined)).toEqual([]);
});

test('every event is on one topic, has one sender, and the payload’s schema takes what the event’s own definition takes', () => {
  const { channels, operations } = document as unknown as {
    readonly channels: Readonly<Record<string, { readonly messages: object }>>;
    readonly operations: Readonly<Record<string, { readonly action: string; readonly messages: readonly { readonly $ref: string }[] }>>;
  };
  const types = Object.values(events).map(({ type }) => type as string);
  const onTopics = Object.values(channels).flatMap(({ messages }) => Object.keys(messages));
  expect(onTopics.toSorted()).toEqual(types.toSorted());
  const sent = Object.values(operations).flatMap(({ action, messages }) =>
    action === 'send' ? messages.map(({ $ref }) => $ref.split('/').at(-1)) : [],
  );
  expect(sent.toSorted()).toEqual(types.toSorted());
  const ajv = new Ajv({ strict: false });
  formats.default(ajv);
  const validate = ajv.compile(at('#/components/messages/stock.released/payload') as object);
  expect(validate({ orderId: 'ord_1' })).toBe(true);
  expect(validate({ orderId: 'ord_1', added: 'later' })).toBe(true);
  expect(validate({ orderId: 1 })).toBe(false);
});
