CREATE TABLE "payment_case" (
    "order_id" TEXT NOT NULL,
    "customer_id" TEXT,
    "currency" TEXT,
    "lifecycle" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "payment_case_pkey" PRIMARY KEY ("order_id")
);

CREATE TABLE "payment" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "captured" BIGINT NOT NULL DEFAULT 0,
    "refunded" BIGINT NOT NULL DEFAULT 0,
    "failure_code" TEXT,
    "method_name" TEXT NOT NULL,
    "action_url" TEXT,
    "token" TEXT NOT NULL,
    "return_url" TEXT,
    "charge_id" TEXT,
    "charge_version" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "payment_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "payment_status" CHECK ("status" IN ('PENDING', 'ACTION_REQUIRED', 'AUTHORIZED', 'CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'VOIDED', 'FAILED')),
    CONSTRAINT "payment_amounts" CHECK ("amount" >= 0 AND "captured" BETWEEN 0 AND "amount" AND "refunded" BETWEEN 0 AND "captured")
);

CREATE TABLE "payment_transaction" (
    "id" TEXT NOT NULL,
    "payment_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "succeeded" BOOLEAN NOT NULL,
    "provider_reference" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "payment_transaction_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "payment_transaction_kind" CHECK ("kind" IN ('AUTHORIZATION', 'CAPTURE', 'VOID', 'REFUND'))
);

CREATE TABLE "refund" (
    "id" TEXT NOT NULL,
    "payment_id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "requested_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "refund_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "refund_amount" CHECK ("amount" > 0),
    CONSTRAINT "refund_status" CHECK ("status" IN ('PENDING', 'DONE', 'REFUSED'))
);

CREATE TABLE "idempotency_key" (
    "operation" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "payment_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("operation", "scope", "key")
);

-- an order is never asked for twice at a time, whatever the code believes
CREATE UNIQUE INDEX "payment_alive" ON "payment"("order_id") WHERE "status" NOT IN ('FAILED', 'VOIDED');
CREATE UNIQUE INDEX "payment_order_id_number_key" ON "payment"("order_id", "number");
CREATE INDEX "payment_status_id_idx" ON "payment"("status", "id");
CREATE UNIQUE INDEX "payment_transaction_provider_reference_key" ON "payment_transaction"("provider_reference");
CREATE INDEX "payment_transaction_payment_id_idx" ON "payment_transaction"("payment_id");
CREATE INDEX "payment_transaction_occurred_at_idx" ON "payment_transaction"("occurred_at");
CREATE INDEX "refund_payment_id_idx" ON "refund"("payment_id");

ALTER TABLE "payment" ADD CONSTRAINT "payment_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "payment_case"("order_id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payment_transaction" ADD CONSTRAINT "payment_transaction_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "refund" ADD CONSTRAINT "refund_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
