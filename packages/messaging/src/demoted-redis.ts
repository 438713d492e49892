/**
 * For ioredis, as `reconnectOnError`: whether to connect anew after an error. A primary that was demoted keeps its connections and refuses every
 * write for as long as they last; the address may lead to another by now. What it refused is not sent again: of a transaction it would be sent
 * outside of it, and while there is no primary it would never be answered.
 */
export const leaveDemoted = ({ message }: Error): boolean => message.startsWith('READONLY');
