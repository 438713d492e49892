/** Whether a customer may be sent back there: an open list would make the payment page a way to anywhere. */
export const returnUrlAllowed = (url: string, origins: readonly string[]): boolean => URL.canParse(url) && origins.includes(new URL(url).origin);
