/** What a token stands for, and how the provider deals with it. */
export interface Card {
  readonly brand: string;
  readonly lastFour: string;
  readonly authorization: 'approve' | 'ask-customer' | { readonly decline: string; readonly final?: true };
  /** Capturing is declined with this code. */
  readonly captureDecline?: string;
  /** The first answer to an authorization comes late, or never though it was done. */
  readonly answer?: 'late' | 'never';
}

const visa: Card = { brand: 'Visa', lastFour: '4242', authorization: 'approve' };

const CARDS: Readonly<Record<string, Card>> = {
  tok_visa: visa,
  tok_mastercard: { ...visa, brand: 'Mastercard', lastFour: '4444' },
  tok_declined: { ...visa, lastFour: '0002', authorization: { decline: 'declined' } },
  tok_insufficient_funds: { ...visa, lastFour: '9995', authorization: { decline: 'insufficient_funds' } },
  tok_fraud: { ...visa, lastFour: '0019', authorization: { decline: 'fraud', final: true } },
  tok_3ds: { ...visa, lastFour: '3220', authorization: 'ask-customer' },
  tok_slow: { ...visa, lastFour: '0077', answer: 'late' },
  tok_timeout_after_charge: { ...visa, lastFour: '0099', answer: 'never' },
  tok_capture_declined: { ...visa, lastFour: '0341', captureDecline: 'declined' },
};

const unknown: Card = { brand: 'Card', lastFour: '0000', authorization: { decline: 'invalid_token' } };

/** Any token has a card behind it; one that the provider does not know is declined as `invalid_token`. */
export const cardOf = (token: string): Card => (Object.hasOwn(CARDS, token) ? CARDS[token] : undefined) ?? unknown;
