export { claimDirectory, type Claim } from './claim-directory.ts';
export { startPostgres, type LocalPostgres, type PostgresOptions } from './postgres.ts';
export { startRedis, type LocalRedis, type RedisOptions } from './redis.ts';
export { SetupError } from './setup-error.ts';
