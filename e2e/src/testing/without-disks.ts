/**
 * Servers for tests that kill them. A machine that goes on keeps what was written, whichever process is killed: the disk itself need not be waited
 * for. Redis is safer so: with `everysec` it answers before it has written whenever the disk is busy, and a kill then loses what it had acknowledged.
 */
export const POSTGRES_WITHOUT_DISK = { fsync: 'off', full_page_writes: 'off' } as const;
export const REDIS_WITHOUT_DISK = { appendfsync: 'no' } as const;
