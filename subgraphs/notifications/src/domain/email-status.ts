/** What became of the mail of a notification; NONE when none was wanted, or when newer news had gone out before it. */
export type EmailStatus = 'NONE' | 'QUEUED' | 'SENT' | 'FAILED';
