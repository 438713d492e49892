import type { NewId } from '@micromart/service';
import type { CarrierRow } from '../app.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';

/** Notes the carriers that the shop has a contract with; who was taken out of the choice stays out. */
export async function rememberCarriers(
  prisma: PrismaClient,
  carriers: readonly { readonly code: string; readonly name: string }[],
  newId: NewId,
): Promise<void> {
  for (const { code, name } of carriers) {
    await prisma.carrier.upsert({ where: { code }, create: { id: newId('car'), code, name }, update: { name } });
  }
}

export const allCarriers = (prisma: PrismaClient): Promise<CarrierRow[]> => prisma.carrier.findMany({ orderBy: { code: 'asc' } });

/** Takes a carrier out of the choice, or back in; null when there is none of that code. */
export async function enableCarrier(prisma: PrismaClient, code: string, enabled: boolean): Promise<CarrierRow | null> {
  await prisma.carrier.updateMany({ where: { code }, data: { enabled } });
  return await prisma.carrier.findUnique({ where: { code } });
}
