import { type Envelope, eventNamed, type EventType, topicOf } from '@micromart/events';
import { UNREADABLE } from '../bus.ts';
import { versionOf } from '../envelope.ts';
import { WorldFault } from '../faults.ts';

/** The event does not say what its type promises. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
}

/**
 * An event with its payload checked. Throws `InvalidEvent` for one that breaks its promise, and `WorldFault` for a version that is newer
 * than this release knows: a replica that knows it will come.
 */
export function recognize(event: Envelope): Envelope {
  if (event.type === UNREADABLE) throw new InvalidEvent('not an event');
  const definition = eventNamed(event.type);
  if (definition === undefined) throw new InvalidEvent(`no event is named ${event.type}`);
  const version = versionOf(event);
  if (version === undefined) throw new InvalidEvent(`no version: ${event.dataschema}`);
  if (version > definition.version) throw new WorldFault(`${event.dataschema} is newer than version ${definition.version}, which this release knows`);
  const payload = definition.payload.safeParse(event.data);
  if (!payload.success) throw new InvalidEvent(payload.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  return { ...event, data: payload.data };
}

/** The topics on which events of some types are published. */
export function topicsOf(types: readonly string[]): readonly string[] {
  const topics = types.map(type => {
    const definition = eventNamed(type as EventType);
    if (definition === undefined) throw new Error(`no event is named ${type}`);
    return topicOf(definition.publisher);
  });
  return [...new Set(topics)].toSorted();
}
