CREATE TABLE "parcel" (
  "tracking_number" TEXT NOT NULL,
  "carrier_code" TEXT NOT NULL,
  "idempotency_key" TEXT NOT NULL,
  "reference" TEXT NOT NULL,
  "status" TEXT NOT NULL DEFAULT 'BOOKED',
  "recipient" JSONB NOT NULL,
  "label_key" TEXT NOT NULL,
  "weight_grams" INTEGER NOT NULL,
  "journey" TEXT[],
  "move_due_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "parcel_pkey" PRIMARY KEY ("tracking_number"),
  CONSTRAINT "parcel_weight_grams_check" CHECK ("weight_grams" > 0),
  CONSTRAINT "parcel_status_check" CHECK (
    "status" IN ('BOOKED', 'READY', 'CANCELED', 'PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'FAILED', 'DELIVERED', 'RETURNED')
  )
);

CREATE UNIQUE INDEX "parcel_carrier_code_idempotency_key_key" ON "parcel" ("carrier_code", "idempotency_key");

CREATE UNIQUE INDEX "parcel_label_key_key" ON "parcel" ("label_key");

-- What the mover looks for several times a second.
CREATE INDEX "parcel_on_its_way" ON "parcel" ("move_due_at") WHERE "move_due_at" IS NOT NULL;

CREATE TABLE "news" (
  "carrier_event_id" TEXT NOT NULL,
  "tracking_number" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "location" TEXT NOT NULL,
  "message" TEXT NOT NULL,
  "occurred_at" TIMESTAMPTZ(3) NOT NULL,
  "due_at" TIMESTAMPTZ(3) NOT NULL,
  "tellings" INTEGER NOT NULL DEFAULT 1,
  "tries" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "news_pkey" PRIMARY KEY ("carrier_event_id")
);

CREATE INDEX "news_tracking_number_idx" ON "news" ("tracking_number");

CREATE INDEX "news_to_be_told" ON "news" ("due_at") WHERE "tellings" > 0;

ALTER TABLE "news" ADD CONSTRAINT "news_tracking_number_fkey"
  FOREIGN KEY ("tracking_number") REFERENCES "parcel" ("tracking_number") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "fault" (
  "id" SERIAL NOT NULL,
  "carrier_code" TEXT,
  "operation" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "delay_ms" INTEGER NOT NULL DEFAULT 0,
  "remaining" INTEGER NOT NULL,
  CONSTRAINT "fault_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "fault_remaining_check" CHECK ("remaining" >= 0)
);
