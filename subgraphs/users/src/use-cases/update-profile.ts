import type { Viewer } from '@micromart/auth';
import { check, optionalText, type UserError } from '@micromart/input';
import { z } from 'zod';
import type { App, UserRow } from '../app.ts';
import type { ProfileUpdateInput, UserErrorCode } from '../generated/resolvers.ts';
import { knowViewer } from './know-viewer.ts';

const LONGEST_NAME = 100;
const names = z.object({ firstName: optionalText(LONGEST_NAME).optional(), lastName: optionalText(LONGEST_NAME).optional() });

export interface UpdatedProfile {
  readonly user: UserRow | null;
  readonly userErrors: readonly UserError<UserErrorCode>[];
}

/** Changes the viewer's names; one left out stays as it is. */
export async function updateProfile(app: App, viewer: Viewer, input: ProfileUpdateInput): Promise<UpdatedProfile> {
  const user = await knowViewer(app, viewer);
  const checked = check(names, input, ['input']);
  if (checked.userErrors !== undefined || user === null) return { user, userErrors: checked.userErrors ?? [] };
  const changes = {
    ...(input.firstName === undefined ? {} : { firstName: checked.value.firstName ?? null }),
    ...(input.lastName === undefined ? {} : { lastName: checked.value.lastName ?? null }),
  };
  if (Object.keys(changes).length > 0) await app.store.updateNames(user.id, changes);
  return { user: { ...user, ...changes }, userErrors: [] };
}
