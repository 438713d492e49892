export { isStorable, optionalText, text, unstorableIn } from './text.ts';
export { check, type Checked, userError, type UserError } from './user-errors.ts';
