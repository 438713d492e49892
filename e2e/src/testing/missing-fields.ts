import { contractOf, subgraphNames } from '@micromart/service';
import { type DirectiveNode, Kind, parse } from 'graphql';

/** An answer of the gateway. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Record<string, unknown>;
  }[];
}

type Path = readonly (string | number)[];

const isRequires = ({ name }: DirectiveNode): boolean => name.value === 'requires';

/** Fields that are computed from others' (`@requires`): without these they are null, and the error is where the others are. */
const computed = new Set(
  subgraphNames.flatMap(name =>
    parse(contractOf(name)).definitions.flatMap(type =>
      type.kind === Kind.OBJECT_TYPE_DEFINITION
        ? (type.fields ?? []).flatMap(({ name: field, directives = [] }) => (directives.some(isRequires) ? [field.value] : []))
        : [],
    ),
  ),
);

/**
 * What of an answer cannot be put down to one subgraph that is away: errors of another kind or that name somebody else, and fields that are null
 * without one of its errors there, below or above.
 * @param usual the answer to the same operation while all are there.
 */
export function wrongWithout(away: string, usual: Answer, answer: Answer): readonly string[] {
  const errors = answer.errors ?? [];
  const strange = errors
    .filter(({ message, extensions }) => extensions?.['code'] !== 'SUBGRAPH_UNAVAILABLE' || message !== `${away} does not answer at the moment`)
    .map(error => `the error ${JSON.stringify(error)}`);
  const paths = errors.flatMap(({ path = [] }) => (path.length > 0 ? [path] : []));
  const unexplained = missing(usual.data, answer.data)
    .filter(place => !paths.some(path => startsWith(path, explainedFrom(place)) || startsWith(place, path)))
    .map(place => `nothing at ${place.join('.')} without an error there`);
  return [...strange, ...unexplained];
}

const explainedFrom = (place: Path): Path => (computed.has(String(place.at(-1))) ? place.slice(0, -1) : place);

/** Where something usually stands, and nothing stands now. */
function missing(usual: unknown, now: unknown, place: Path = []): readonly Path[] {
  if (usual === null || usual === undefined) return [];
  if (now === null || now === undefined) return [place];
  if (Array.isArray(usual) && Array.isArray(now)) {
    if (usual.length > 0 && now.length === 0) return [place];
    return usual.slice(0, now.length).flatMap((each, index) => missing(each, now[index], [...place, index]));
  }
  if (typeof usual !== 'object' || typeof now !== 'object') return [];
  return Object.entries(usual).flatMap(([name, each]) => missing(each, (now as Record<string, unknown>)[name], [...place, name]));
}

const startsWith = (path: Path, beginning: Path): boolean => beginning.every((part, index) => path[index] === part);
