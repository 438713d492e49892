-- AlterTable
ALTER TABLE "charge" ADD COLUMN     "tell_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateIndex
CREATE INDEX "charge_to_be_told" ON "charge" ("tell_at") WHERE "notified_version" < "version";

-- CreateTable
CREATE TABLE "fault" (
    "id" SERIAL NOT NULL,
    "call" TEXT,
    "misbehaviour" JSONB NOT NULL,
    "remaining" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "fault_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "fault_remaining_check" CHECK ("remaining" >= 0)
);

-- CreateTable
CREATE TABLE "conduct" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "away" BOOLEAN NOT NULL DEFAULT false,
    "webhooks" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "conduct_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "conduct_only_one" CHECK ("id" = 1)
);
