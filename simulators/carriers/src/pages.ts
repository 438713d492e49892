import { profiles } from './profiles.ts';
import { findByLabelKey, findParcel, newsOf, type CarrierDatabase } from './store.ts';

export interface CarrierPage {
  /** HTML. */
  readonly body: string;
}

/** A carrier's public tracking page, or the label that the sender prints. */
export async function carrierPage(database: CarrierDatabase, path: string): Promise<CarrierPage | undefined> {
  const [, code, kind, key] = /^\/([a-z]{1,20})\/(track|label)\/([\w-]{1,40})$/.exec(path) ?? [];
  const carrier = profiles.find(profile => profile.code === code);
  if (carrier === undefined || key === undefined) return undefined;
  return kind === 'track' ? await trackingPage(database, carrier, key) : await label(database, carrier, key);
}

type Named = { readonly code: string; readonly name: string };

async function trackingPage(database: CarrierDatabase, carrier: Named, trackingNumber: string): Promise<CarrierPage | undefined> {
  const parcel = await findParcel(database, carrier.code, trackingNumber);
  if (parcel === null) return undefined;
  const news = await newsOf(database, trackingNumber);
  const rows = news.map(
    ({ occurredAt, message, location }) => `<li><time>${occurredAt.toISOString()}</time> ${escaped(`${message} (${location})`)}</li>`,
  );
  return page(`${carrier.name}: ${trackingNumber}`, `<p>${parcel.status}</p><ol>${rows.join('')}</ol>`);
}

async function label(database: CarrierDatabase, carrier: Named, labelKey: string): Promise<CarrierPage | undefined> {
  const parcel = await findByLabelKey(database, carrier.code, labelKey);
  if (parcel === null) return undefined;
  const { name, line1, postalCode, city, countryCode } = parcel.recipient;
  const lines = [name, line1, `${postalCode} ${city}`, countryCode, `${parcel.weightGrams} g`, parcel.reference].map(escaped);
  return page(`${carrier.name}: ${parcel.trackingNumber}`, `<address>${lines.join('<br>')}</address>`);
}

const page = (title: string, content: string): CarrierPage => ({
  body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title><h1>${escaped(title)}</h1>${content}</html>`,
});

const escaped = (text: string): string => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
