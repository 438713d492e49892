import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, concatAST, type DocumentNode, type FieldNode, Kind, type OperationDefinitionNode, parse, validate, visit } from 'graphql';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = path.join(import.meta.dirname, 'operations');
const schema = buildSchema(readFileSync(path.join(root, 'schema/api.graphql'), 'utf8'));
const documents: DocumentNode = concatAST(readdirSync(folder).map(file => parse(readFileSync(path.join(folder, file), 'utf8'))));
const operations = documents.definitions.filter((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION);

/** Screens of later releases: what they ask is not in the API yet. */
const LATER = {
  account: ['accountExport'],
  promotions: ['promotion', 'promotions', 'promotionSave'],
  returns: ['returnRequest', 'returnApprove', 'returnReject', 'returnReceive'],
  reviews: ['reviewSave'],
  webhooks: ['webhookEndpoints', 'webhookEndpointSave', 'webhookEndpointDelete', 'webhookDeliveryRetry', 'eventTypes', 'events'],
};

const rootFields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap(type =>
  Object.keys(type?.getFields() ?? {}),
);

describe('the operations of the SDK', () => {
  test('are all valid against the API', () => {
    expect(validate(schema, documents).map(({ message }) => message)).toEqual([]);
  });

  test('leave out what belongs to later releases, and nothing of it is in the API', () => {
    expect(rootFields.filter(field => Object.values(LATER).flat().includes(field))).toEqual([]);
  });

  test('send every mutation and open every subscription of the API', () => {
    const used = new Set(operations.flatMap(({ selectionSet }) => selectionSet.selections.map(field => (field as FieldNode).name.value)));
    const unused = [schema.getMutationType(), schema.getSubscriptionType()]
      .flatMap(type => Object.keys(type?.getFields() ?? {}))
      .filter(field => !used.has(field));
    expect(unused).toEqual([]);
  });

  test('ask every mutation for the refusals that people can act on', () => {
    const silent = operations.filter(({ operation, selectionSet }) => {
      let asks = false;
      visit(selectionSet, { Field: ({ name }) => void (asks ||= name.value === 'userErrors') });
      return operation === 'mutation' && !asks;
    });
    expect(silent.map(({ name }) => name?.value)).toEqual([]);
  });
});
