import type { Role, Viewer } from '@micromart/auth';

const person = (name: string, role: Role): Partial<Viewer> => ({
  userId: `usr_${name}`,
  email: `${name}@example.test`,
  firstName: name,
  roles: [role],
});

/** The people of the seeded shop, as subgraphs see them. */
export const alice = person('alice', 'customer');
export const bob = person('bob', 'customer');
export const walter = person('walter', 'warehouse');
export const susan = person('susan', 'support');
export const ada = person('ada', 'admin');
