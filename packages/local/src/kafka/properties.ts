import path from 'node:path';

export interface BrokerPlace {
  readonly directory: string;
  readonly port: number;
  readonly controllerPort: number;
  /** Above the defaults of this broker. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** The `server.properties` of one broker that is its own controller, on loopback, as small as it can be. */
export function brokerProperties({ directory, port, controllerPort, parameters }: BrokerPlace): string {
  const alone = Object.fromEntries(
    [
      ...['offsets.topic.replication.factor', 'offsets.topic.num.partitions'],
      ...['transaction.state.log.replication.factor', 'transaction.state.log.min.isr', 'transaction.state.log.num.partitions'],
      ...[
        'share.coordinator.state.topic.replication.factor',
        'share.coordinator.state.topic.min.isr',
        'share.coordinator.state.topic.num.partitions',
      ],
    ].map(name => [name, '1']),
  );
  const properties: Readonly<Record<string, string>> = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': path.join(directory, 'data'),
    ...alone,
    'auto.create.topics.enable': 'false',
    // a group of one consumer need not wait for a second one that may never come
    'group.initial.rebalance.delay.ms': '0',
    'group.min.session.timeout.ms': '1000',
    'log.cleaner.dedupe.buffer.size': '2097152',
    'log.cleaner.threads': '1',
    'log.index.size.max.bytes': '1048576',
    'num.network.threads': '2',
    'num.io.threads': '4',
    'background.threads': '2',
    ...parameters,
  };
  return `${Object.entries(properties)
    .map(([name, value]) => `${name}=${value.replaceAll('\\', '\\\\')}`)
    .join('\n')}\n`;
}
