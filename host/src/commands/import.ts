import { MicroMartError } from '@micromart/sdk';
import { processEnvironment } from '@micromart/service';
import { readArguments, USAGE } from '../import/arguments.ts';
import { connect, currencyOf } from '../import/connect.ts';
import { importFile } from '../import/import-file.ts';
import { ImportFault } from '../import/problems.ts';
import { emptyReport, reportLines } from '../import/report.ts';
import { shelfWithLabel } from '../import/shelves.ts';
import { readHostSettings } from '../settings.ts';

/** `npm run import -- products.csv`: takes the products of a file over into the shop that runs. */
export async function run(args: readonly string[]): Promise<void> {
  const wanted = readArguments(args);
  if (wanted === undefined) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  const report = emptyReport();
  try {
    const { client, url } = await connect(readHostSettings(processEnvironment), wanted.url);
    console.log(`${wanted.file} → ${url}`);
    const currency = await currencyOf(client, wanted.currency);
    const shelf = wanted.shelf === undefined ? undefined : await shelfWithLabel(client, wanted.shelf);
    await importFile(
      client,
      wanted.file,
      {
        currency,
        ...(shelf === undefined ? {} : { shelf }),
        onProgress: ({ rows, imported, unchanged }) => console.error(`  ${rows} rows read, ${imported} products imported, ${unchanged} unchanged`),
      },
      report,
    );
    for (const line of reportLines(report)) console.log(line);
  } catch (error) {
    if (!(error instanceof ImportFault) && !(error instanceof MicroMartError)) throw error;
    if (report.rows > 0) for (const line of reportLines(report)) console.log(line);
    console.error(error instanceof ImportFault ? error.message : sentenceOf(error));
    process.exitCode = 1;
  }
}

function sentenceOf({ code, message }: MicroMartError): string {
  switch (code) {
    case 'NETWORK':
      return `The shop does not answer (${message}). What is in stays; run the import again when it is back.`;
    case 'UNAUTHENTICATED':
    case 'FORBIDDEN':
      return `The shop does not let this user import (${message}): it takes an admin.`;
    default:
      return `The shop could not go on (${code}: ${message}). What is in stays; run the import again.`;
  }
}
