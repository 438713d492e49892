import type { RequestListener } from 'node:http';
import type { Logger } from '@micromart/service';

/** Who is not the shop, but without whom it sells nothing, simulated: its pages, and what it tells the one subgraph that deals with it. */
export interface Outsider {
  /** By the beginning of their path. */
  readonly pages: ReadonlyMap<string, RequestListener>;
  /** Begins to tell the subgraph what happens. @param app of that subgraph. */
  start(app: unknown): Promise<void>;
  /** Tells nothing more, and closes its database. */
  stop(): Promise<void>;
}

/** What is needed to open one. */
export interface OutsiderPlace {
  /** Of its own database. */
  readonly databaseUrl: string;
  /** Where browsers reach the gateway. */
  readonly publicUrl: string;
  readonly fulfillment: 'auto' | 'manual';
  readonly logger: Logger;
}

type Request = Parameters<RequestListener>[0];
type Response = Parameters<RequestListener>[1];

/** Outsiders' faults stay theirs: the visitor is told that there is one, and the log which. `page` resolves to false when there is none. */
export const outsiderPage =
  (logger: Logger, page: (request: Request, response: Response) => Promise<boolean>): RequestListener =>
  (request, response) =>
    void page(request, response).then(
      found => {
        if (!found) response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such page.\n');
      },
      (error: unknown) => {
        logger.warn({ err: error }, 'a page of an outsider failed');
        if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain' });
        response.end('This page does not work at the moment.\n');
      },
    );
