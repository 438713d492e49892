export { type Client, createClient } from './client.ts';
export { documentOf } from './document.ts';
export { type ErrorCode, MicroMartError } from './errors.ts';
export type { ClientOptions, TokenSource } from './options.ts';
export { passwordLogin, type PasswordLogin, type PasswordLoginOptions } from './password-login.ts';
export * from './generated/documents.ts';
