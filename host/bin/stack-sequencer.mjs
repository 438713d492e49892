import Sequencer from '@jest/test-sequencer';

/** Of the tests on the real parts: what fails early says why the rest would fail. */
const ORDER = [/[/\\]packages[/\\]/, /\.e2e\.test\.ts$/, /\.stack\.test\.ts$/];
const placeOf = ({ path }) => ORDER.findIndex(pattern => pattern.test(path));

/** The packages' promises first, then the end-to-end tests, and the trials last. */
export default class StackSequencer extends Sequencer {
  sort(tests) {
    return tests.toSorted((one, other) => placeOf(one) - placeOf(other) || one.path.localeCompare(other.path));
  }
}
