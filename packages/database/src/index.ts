export { openDatabase, type Database, type DatabaseOptions } from './database.ts';
export type { Sql, Statement, Transaction, TransactionPrisma } from './transaction.ts';
export { isTransient, sqlState } from './faults.ts';
