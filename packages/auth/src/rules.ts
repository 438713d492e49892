import { GraphQLError } from 'graphql';
import { allow, deny, rule } from './shield.ts';
import { isAdmin, isFloor, isOrderDesk, isStaff, type Viewer } from './viewer.ts';

/** What rules find in the context of a request. */
export interface ViewerContext {
  readonly viewer: Viewer;
}

export const unauthenticatedError = (): GraphQLError => new GraphQLError('sign in first', { extensions: { code: 'UNAUTHENTICATED' } });
export const forbiddenError = (): GraphQLError => new GraphQLError('you may not do or see this', { extensions: { code: 'FORBIDDEN' } });

/**
 * A rule on the viewer. A guest whom it refuses is asked to sign in, anybody else is told that it is forbidden.
 * @param name what graphql-shield calls the rule in its errors.
 */
export const viewers = (name: string, may: (viewer: Viewer) => boolean) =>
  rule(name, { cache: 'no_cache' })((_parent: unknown, _args: unknown, { viewer }: ViewerContext) => {
    if (may(viewer)) return true;
    return viewer.userId === null ? unauthenticatedError() : forbiddenError();
  });

/** Open to all, guests too. Fields with this rule are not wrapped at all. On a type it opens all of its fields. */
export const everyone = allow;
export const nobody = deny;
export const signedIn = viewers('signedIn', viewer => viewer.userId !== null);
/** Warehouse, support and admin. */
export const staff = viewers('staff', isStaff);
/** Support and admin. */
export const orderDesk = viewers('orderDesk', isOrderDesk);
/** Warehouse and admin. */
export const floor = viewers('floor', isFloor);
export const admin = viewers('admin', isAdmin);
