export { openDatabase, type Database, type DatabaseOptions } from './database.ts';
export type { Sql, Statement, Transaction, TransactionPrisma } from './transaction.ts';
export { isReadOnly, isShut, isSilence, isTooSlow, isTransient, sqlState } from './faults.ts';
export { createDatabaseIfMissing, databaseUrl } from './create-database.ts';
export { applyMigrations, migrateSubgraph, MigrationError, pendingMigrations, type MigrationOptions } from './migrations.ts';
export { keysIn } from './keys.ts';
export { literal } from './literal.ts';
export { type LockOptions, type Release, tryLock } from './session-lock.ts';
