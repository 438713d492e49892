// A page that says so, and /actuator/health, which is UP while the brokers that Kafka UI would show take connections.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';

const brokers = (process.env.KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS ?? '').split(',').filter(broker => broker !== '');

async function reached(broker) {
  const [host, port] = broker.split(':');
  const socket = connect(Number(port), host);
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(2000) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function answer(request, response) {
  const up = brokers.length > 0 && (await Promise.all(brokers.map(reached))).every(Boolean);
  if (request.url === '/actuator/health') {
    response.writeHead(up ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify({ status: up ? 'UP' : 'DOWN' }));
  } else
    response
      .writeHead(200, { 'content-type': 'text/plain' })
      .end(`This stands in for Kafka UI. Brokers ${up ? 'reached' : 'not reached'}: ${brokers.join(', ')}`);
}

const server = createServer((request, response) => void answer(request, response)).listen(8080);

process.once('SIGTERM', () => server.close(() => process.exit(0)));
