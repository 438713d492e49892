/** The trace's id of a W3C `traceparent`: what logs and answers call the request by. */
export const traceIdOf = (traceparent: string | undefined): string | null => traceparent?.split('-')[1] ?? null;
