import pg from 'pg';

/** A text as PostgreSQL writes it, quotes and all, for the few statements that cannot have parameters. */
export const literal = (text: string): string => pg.escapeLiteral(text);
