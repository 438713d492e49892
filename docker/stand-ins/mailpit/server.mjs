// What docker-compose.yml and its test use of Mailpit: SMTP, /readyz and the list of messages, newest first. Mails outlive a restart.
import { randomUUID } from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

const file = process.env.MP_DATABASE ?? '/data/mailpit.db';
const before = await readFile(file, 'utf8').catch(error => {
  if (error.code === 'ENOENT') return '';
  throw error;
});
const messages = before
  .split('\n')
  .filter(line => line !== '')
  .map(line => JSON.parse(line))
  .toReversed();

const people = field => (field?.value ?? []).map(({ name, address }) => ({ Name: name, Address: address }));

async function keep(stream) {
  const mail = await simpleParser(stream);
  const message = {
    ID: randomUUID(),
    From: people(mail.from)[0],
    To: people(mail.to),
    Subject: mail.subject ?? '',
    Created: new Date().toISOString(),
  };
  await appendFile(file, `${JSON.stringify(message)}\n`);
  messages.unshift(message);
}

new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  async onData(stream, _session, done) {
    try {
      await keep(stream);
      done();
    } catch (error) {
      done(error);
    }
  },
}).listen(1025);

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://mailpit');
  const answer = (type, body) => void response.writeHead(200, { 'content-type': type }).end(body);
  if (pathname === '/readyz') answer('text/plain', 'ok');
  else if (pathname === '/api/v1/messages') {
    const start = Number(searchParams.get('start') ?? 0);
    const limit = Number(searchParams.get('limit') ?? 50);
    answer('application/json', JSON.stringify({ total: messages.length, messages: messages.slice(start, start + limit) }));
  } else if (pathname === '/') answer('text/plain', `This stands in for Mailpit. ${messages.length} mails: /api/v1/messages`);
  else response.writeHead(404).end();
}).listen(8025);

process.once('SIGTERM', () => server.close(() => process.exit(0)));
