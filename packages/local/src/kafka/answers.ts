import { connect } from 'node:net';

const API_VERSIONS = 18;
const LIMIT = 2_000;

/** Whether a broker answers on this port: asks it for the versions that it speaks, and waits for the reply to begin. */
export function answersKafka(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    const end = (answers: boolean): void => {
      socket.destroy();
      resolve(answers);
    };
    socket.setTimeout(LIMIT, () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
    socket.once('data', () => end(true));
    socket.once('connect', () => socket.write(request()));
  });
}

/** Length, the request's kind and version, a number to answer to, and no name of a client. */
function request(): Buffer {
  const message = Buffer.alloc(14);
  message.writeInt32BE(10, 0);
  message.writeInt16BE(API_VERSIONS, 4);
  message.writeInt16BE(0, 6);
  message.writeInt32BE(1, 8);
  message.writeInt16BE(-1, 12);
  return message;
}
