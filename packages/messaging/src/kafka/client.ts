import { connect } from 'node:net';
import { type ISocketFactory, Kafka, type KafkaConfig, type LogEntry, logLevel, type RetryOptions } from 'kafkajs';
import type { Logger } from 'pino';
import './idle-connections.ts';

/** How to reach a cluster. */
export interface KafkaAddress {
  /** `host:port` of some brokers; those tell of the others. */
  readonly brokers: readonly string[];
  /** Names this process in the brokers' logs. */
  readonly clientId: string;
  readonly logger: Logger;
  /** Opens connections to brokers; a test puts a proxy between. */
  readonly socketFactory?: ISocketFactory;
}

/** A broker that is back is found within about a second; who gives up after that asks again in its own time. */
export const RETRY: Required<Pick<RetryOptions, 'initialRetryTime' | 'maxRetryTime' | 'factor' | 'multiplier' | 'retries'>> = {
  initialRetryTime: 100,
  maxRetryTime: 1_000,
  factor: 0.2,
  multiplier: 2,
  retries: 5,
};

export const REQUEST_TIMEOUT = 10_000;
export const CONNECTION_TIMEOUT = 3_000;

/** Without delay: a commit that follows a fetch on the same connection would wait for its acknowledgement otherwise. */
const quickSocket: ISocketFactory = ({ host, port, onConnect }) => connect({ host, port, noDelay: true, keepAlive: true }, onConnect);

export const socketFactoryOf = ({ socketFactory }: KafkaAddress): ISocketFactory => socketFactory ?? quickSocket;

/** What kafkajs calls an error is mostly a broker that is away for a moment: whoever needs it says so in the shop's own words. */
const quietLog =
  (logger: Logger) =>
  () =>
  ({ level, namespace, log }: LogEntry): void => {
    const { message, timestamp: _, logger: __, ...rest } = log;
    if (level === logLevel.ERROR || level === logLevel.WARN) logger.debug({ namespace, ...rest }, message);
    else logger.trace({ namespace }, message);
  };

export function kafkaClient(address: KafkaAddress): Kafka {
  const config: KafkaConfig = {
    brokers: [...address.brokers],
    clientId: address.clientId,
    connectionTimeout: CONNECTION_TIMEOUT,
    requestTimeout: REQUEST_TIMEOUT,
    retry: RETRY,
    socketFactory: socketFactoryOf(address),
    logLevel: logLevel.WARN,
    logCreator: quietLog(address.logger),
  };
  return new Kafka(config);
}
