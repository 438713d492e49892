import { guest, type Viewer } from '@micromart/auth';

export const walter: Viewer = { ...guest, userId: 'usr_walter', roles: ['warehouse'] };
export const wanda: Viewer = { ...guest, userId: 'usr_wanda', roles: ['warehouse'] };
export const susan: Viewer = { ...guest, userId: 'usr_susan', roles: ['support'] };
export const alice: Viewer = { ...guest, userId: 'usr_alice', roles: ['customer'] };
export const bob: Viewer = { ...guest, userId: 'usr_bob', roles: ['customer'] };
