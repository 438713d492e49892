import type { PassportIssuer, Viewer } from '@micromart/auth';
import { accessTokens } from '../documents/access-tokens.ts';
import type { CheckedDocument, CheckedOperation, Documents } from '../documents/documents.ts';
import { type RequestContext, requestContext, type Trace } from '../request-context.ts';
import type { RateLimit } from './rate-limit.ts';

/** An operation that may run, and for whom. */
export interface AdmittedOperation {
  readonly checked: CheckedDocument;
  readonly operation: CheckedOperation;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly context: RequestContext;
}

export interface AskedOperation {
  readonly checked: CheckedDocument;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

/** What every operation passes before it is planned, over HTTP and over a WebSocket alike. */
export interface Admission {
  /** Counts a request, before anything is read of it. @throws GraphQLError RATE_LIMITED */
  countAddress(address: string): void;
  /** Counts a request of a signed-in user; guests are counted by address alone. @throws GraphQLError RATE_LIMITED */
  countViewer(viewer: Viewer): void;
  /** @throws GraphQLError when the operation is not in the document, or asks for too much. */
  admit(asked: AskedOperation, viewer: Viewer, trace: Trace): AdmittedOperation;
}

export interface AdmissionOptions {
  readonly documents: Documents;
  readonly passports: PassportIssuer;
  readonly addresses: RateLimit;
  readonly viewers: RateLimit;
}

export const createAdmission = ({ documents, passports, addresses, viewers }: AdmissionOptions): Admission => ({
  countAddress: addresses.take,
  countViewer(viewer) {
    if (viewer.userId !== null) viewers.take(viewer.userId);
  },
  admit({ checked, operationName, variables }, viewer, trace) {
    const operation = documents.operation(checked, operationName, variables);
    const context = requestContext(trace, viewer, accessTokens(operation.accessTokens, variables), passports);
    return { checked, operation, variables, context };
  },
});
