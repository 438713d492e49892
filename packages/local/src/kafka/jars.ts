import { createHash } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedDownload } from '../download-cache.ts';
import { runMaven } from '../maven.ts';

const pom = fileURLToPath(new URL('../../kafka/pom.xml', import.meta.url));

/** The class path of the broker that `packages/local/kafka/pom.xml` names; fetched once. */
export async function kafkaJars(cache: string | undefined, log: (message: string) => void): Promise<string> {
  const version = createHash('sha256')
    .update(await readFile(pom))
    .digest('hex')
    .slice(0, 12);
  const folder = await cachedDownload({
    name: `kafka-${version}`,
    cache,
    async fetch(unfinished) {
      log('fetching Apache Kafka (43 MB)');
      await copyFile(pom, path.join(unfinished, 'pom.xml'));
      await runMaven('Apache Kafka', unfinished, ['dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=jars']);
    },
  });
  return path.join(folder, 'jars', '*');
}
