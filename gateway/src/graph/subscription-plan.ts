import { operationFromDocument } from '@apollo/federation-internals';
import { type FetchNode, type PlanNode, type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';
import { Kind } from 'graphql';
import type { CheckedDocument, CheckedOperation } from '../documents/documents.ts';
import type { Graph } from './supergraph.ts';

/** How a subscription is run: one subgraph streams, and what it cannot tell is fetched for each event. */
export interface SubscriptionPlan {
  /** What is asked of the subgraph that streams. */
  readonly stream: FetchNode;
  /** A plan for one event: as if the event had been fetched from `EVENT`, and the rest from the other subgraphs. */
  readonly perEvent: QueryPlan;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

/** Stands in a plan for the subgraph that streams. No subgraph can have this name. */
export const EVENT = '*event*';

/** Plans subscriptions; a plan is remembered for as long as its document is. */
export function createSubscriptionPlans({ supergraph }: Graph): (checked: CheckedDocument, operation: CheckedOperation) => SubscriptionPlan {
  const planner = new QueryPlanner(supergraph);
  const apiSchema = supergraph.apiSchema();
  const plans = new WeakMap<OperationDefinitionNode, SubscriptionPlan>();

  function plan({ document }: CheckedDocument, { node: operation, name }: CheckedOperation): SubscriptionPlan {
    const { node } = planner.buildQueryPlan(operationFromDocument(apiSchema, document, name === undefined ? {} : { operationName: name }));
    if (node?.kind !== 'Subscription') throw new Error('the planner did not plan a subscription');
    const nodes: PlanNode[] = [{ ...node.primary, serviceName: EVENT }];
    if (node.rest !== undefined) nodes.push(node.rest);
    const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
    for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
    return { stream: node.primary, perEvent: { kind: 'QueryPlan', node: { kind: 'Sequence', nodes } }, operation, fragments };
  }

  return (checked, operation) => {
    let known = plans.get(operation.node);
    if (known === undefined) {
      known = plan(checked, operation);
      plans.set(operation.node, known);
    }
    return known;
  };
}
