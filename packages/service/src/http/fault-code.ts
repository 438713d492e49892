/** The `code` of a fault or a close event: `ECONNREFUSED`, 1012. Faults of Node are not always instances of this realm's `Error`. */
export const faultCode = (fault: unknown): unknown => (typeof fault === 'object' && fault !== null && 'code' in fault ? fault.code : undefined);
