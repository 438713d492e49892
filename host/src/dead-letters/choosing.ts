import { SetupError } from '@micromart/local';
import type { Shelf } from './shelves.ts';

/**
 * The shelves that a command means; all of them without a name, or by the name `all`.
 * @throws SetupError for a subgraph that there is not, and for ids that the one named cannot have.
 */
export function chosenShelves(shelves: readonly Shelf[], name: string | undefined, ids: readonly string[]): readonly Shelf[] {
  if (name === undefined || name === 'all') {
    if (ids.length > 0) throw new SetupError('Ids are those of one subgraph, each numbers its own: name it in the place of all.');
    return shelves;
  }
  const shelf = shelves.find(({ subgraph }) => subgraph === name);
  if (shelf === undefined) throw new SetupError(`There is no subgraph ${name}; there are ${shelves.map(({ subgraph }) => subgraph).join(', ')}.`);
  const wrong = ids.filter(id => !shelf.idPattern.test(id));
  if (wrong.length > 0)
    throw new SetupError(`No dead letter of ${name} has the id ${wrong.join(', ')}: npm run dlq -- list ${name} shows what there is.`);
  return [shelf];
}
