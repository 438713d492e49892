import { expect, test } from '@jest/globals';
import { subjectOfUser, userIdOf } from './user-id.ts';

test('a subject that is a UUID is written in base 32, whatever its case', () => {
  expect(userIdOf('00000000-0000-0000-0000-000000000000')).toBe('usr_00000000000000000000000000');
  expect(userIdOf('ffffffff-ffff-ffff-ffff-ffffffffffff')).toBe('usr_7zzzzzzzzzzzzzzzzzzzzzzzzz');
  expect(userIdOf('01889C89-DF6B-7F1C-A388-91396EC314BC')).toBe(userIdOf('01889c89-df6b-7f1c-a388-91396ec314bc'));
  // the example of the TypeID specification, which writes UUIDs in the same way
  expect(userIdOf('01889c89-df6b-7f1c-a388-91396ec314bc')).toBe('usr_01h2e8kqvbfwea724h75qc655w');
});

test('any other subject is hashed, each to its own user', () => {
  expect(userIdOf('service-account-users-service')).toMatch(/^usr_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
  expect(userIdOf('f:1:alice')).toBe(userIdOf('f:1:alice'));
  expect(userIdOf('f:1:alice')).not.toBe(userIdOf('f:1:bob'));
});

test('a user’s id leads back to the subject, and nothing else leads anywhere', () => {
  for (const subject of ['01889c89-df6b-7f1c-a388-91396ec314bc', '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'])
    expect(subjectOfUser(userIdOf(subject))).toBe(subject);
  for (const text of ['', 'usr_', 'usr_1', 'ord_00000000000000000000000000', 'usr_8zzzzzzzzzzzzzzzzzzzzzzzzz', 'usr_0000000000000000000000000l'])
    expect(subjectOfUser(text)).toBeUndefined();
});
