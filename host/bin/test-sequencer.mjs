import Sequencer from '@jest/test-sequencer';

/**
 * What fails early says why the rest would fail: what packages and subgraphs promise first, then the end-to-end tests, and the trials last. Files
 * that want the same shop stand next to each other: the floor wants another one.
 */
const ORDER = [/[/\\](packages|subgraphs)[/\\].*\.stack\.test\.ts$/, /(?<!floor)\.e2e\.test\.ts$/, /floor\.e2e\.test\.ts$/, /\.stack\.test\.ts$/];
const placeOf = ({ path }) => ORDER.findIndex(pattern => pattern.test(path));

export default class TestSequencer extends Sequencer {
  sort(tests) {
    return tests.toSorted((one, other) => placeOf(one) - placeOf(other) || one.path.localeCompare(other.path));
  }
}
