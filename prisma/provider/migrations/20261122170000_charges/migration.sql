CREATE TABLE "charge" (
    "id" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "return_url" TEXT,
    "brand" TEXT NOT NULL,
    "last_four" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "failure_code" TEXT,
    "final" BOOLEAN NOT NULL DEFAULT false,
    "capture_decline" TEXT,
    "action_secret" TEXT,
    "captured" BIGINT NOT NULL DEFAULT 0,
    "refunded" BIGINT NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "notified_version" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "charge_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "charge_status" CHECK ("status" IN ('action_required', 'authorized', 'captured', 'declined', 'voided', 'lapsed')),
    CONSTRAINT "charge_amounts" CHECK ("amount" >= 0 AND "captured" BETWEEN 0 AND "amount" AND "refunded" BETWEEN 0 AND "captured")
);

CREATE TABLE "operation" (
    "id" TEXT NOT NULL,
    "charge_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "succeeded" BOOLEAN NOT NULL,
    "failure_code" TEXT,
    "idempotency_key" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "operation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "operation_kind" CHECK ("kind" IN ('AUTHORIZATION', 'CAPTURE', 'VOID', 'REFUND'))
);

CREATE UNIQUE INDEX "charge_idempotency_key_key" ON "charge"("idempotency_key");
CREATE UNIQUE INDEX "charge_action_secret_key" ON "charge"("action_secret");
CREATE INDEX "charge_reference_idx" ON "charge"("reference");
CREATE INDEX "charge_unnotified" ON "charge"("created_at") WHERE "notified_version" < "version";
CREATE UNIQUE INDEX "operation_idempotency_key_key" ON "operation"("idempotency_key");
CREATE INDEX "operation_charge_id_idx" ON "operation"("charge_id");
CREATE INDEX "operation_occurred_at_idx" ON "operation"("occurred_at");

ALTER TABLE "operation" ADD CONSTRAINT "operation_charge_id_fkey" FOREIGN KEY ("charge_id") REFERENCES "charge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
