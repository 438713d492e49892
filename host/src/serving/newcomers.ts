import type { PassportIssuer, TokenChecker } from '@micromart/auth';
import type { Connection, Logger } from '@micromart/service';

/** So many users are remembered as greeted; somebody who was forgotten is greeted again, which changes nothing. */
const REMEMBERED = 10_000;

/**
 * The first valid token of a user makes the profile: whoever is seen for the first time by this process is made known to users, beside the
 * request and not before it, so that an order's customer has a name for the order desk even if they never asked for `me`.
 */
export function greetingNewcomers(tokens: TokenChecker, users: Connection, passports: PassportIssuer, logger: Logger): TokenChecker {
  const greeted = new Set<string>();

  async function greet(userId: string, passport: string): Promise<void> {
    const [oldest] = greeted;
    if (greeted.size >= REMEMBERED && oldest !== undefined) greeted.delete(oldest);
    greeted.add(userId);
    try {
      const { errors } = await users.execute({ query: '{ me { id } }', passport });
      if (errors !== undefined) throw new Error(errors.map(error => error.message).join('; '));
    } catch (error) {
      logger.warn({ err: error }, 'a user could not be greeted');
      greeted.delete(userId);
    }
  }

  return {
    async check(token) {
      const viewer = await tokens.check(token);
      if (viewer.userId !== null && !greeted.has(viewer.userId)) void greet(viewer.userId, passports.issue(viewer));
      return viewer;
    },
    onKeysWithdrawn: heard => tokens.onKeysWithdrawn(heard),
    close: () => tokens.close(),
  };
}
