import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { replaceFile } from '../replace-file.ts';
import { SetupError } from '../setup-error.ts';

/** A value that lasts over a restart. Change `value` in place, then `save`. */
export interface Stored<T> {
  readonly value: T;
  /** Resolves when the value as it is now is on the disk. Calls during a write share the next one. */
  save(): Promise<void>;
}

/** @throws SetupError when the file is there and cannot be read: data is never thrown away silently. */
export async function stored<T>(path: string, schema: z.ZodType<T>, initial: () => T | Promise<T>): Promise<Stored<T>> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const text = await textOf(path);
  const value = text === undefined ? await initial() : parsed(path, text, schema);
  let writing: Promise<void> = Promise.resolve();
  let queued: Promise<void> | undefined;

  const writeAfter = async (previous: Promise<void>): Promise<void> => {
    // a failed write was told to those who asked for it; this one tries anew
    await Promise.allSettled([previous]);
    queued = undefined;
    writing = replaceFile(path, JSON.stringify(value));
    await writing;
  };
  const save = (): Promise<void> => {
    queued ??= writeAfter(writing);
    return queued;
  };
  if (text === undefined) await save();
  return { value, save };
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parsed<T>(path: string, text: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new SetupError(`${path} cannot be read; remove it to begin anew`, { cause: error });
  }
}
