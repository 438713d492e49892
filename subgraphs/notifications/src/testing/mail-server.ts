import { createServer, type Socket } from 'node:net';

/** What a mail server answers to a recipient or to the text: 250 takes it. */
export interface Verdict {
  readonly recipient: string;
  readonly text: string;
}
export const TAKEN: Verdict = { recipient: '250 fine', text: '250 fine' };

/** As much of SMTP (RFC 5321) as nodemailer speaks to it. Takes mails, or refuses them as the test says. */
export async function openMailServer() {
  const taken: string[] = [];
  const sockets = new Set<Socket>();
  let verdict = TAKEN;
  let visits = 0;

  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // a client that is gone needs no answer
    socket.on('error', () => socket.destroy());
    visits += 1;
    let pending = '';
    let text: string[] | undefined;
    const answer = (line: string): void => void socket.write(`${line}\r\n`);
    const hear = (line: string): void => {
      if (text !== undefined) {
        if (line !== '.') return void text.push(line);
        if (verdict.text.startsWith('2')) taken.push(text.join('\r\n'));
        text = undefined;
        return answer(verdict.text);
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'RCPT') return answer(verdict.recipient);
      if (verb === 'DATA') text = [];
      if (verb === 'QUIT') return void socket.end('221 bye\r\n');
      answer(verb === 'DATA' ? '354 go on' : '250 fine');
    };
    answer('220 mail.test');
    socket.on('data', chunk => {
      pending += chunk.toString('utf8');
      for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        hear(line);
      }
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the mail server has no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    taken,
    get visits() {
      return visits;
    },
    answer(next: Partial<Verdict>): void {
      verdict = { ...TAKEN, ...next };
    },
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
export type MailServer = Awaited<ReturnType<typeof openMailServer>>;
