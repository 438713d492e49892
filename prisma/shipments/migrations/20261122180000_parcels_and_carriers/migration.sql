CREATE TABLE "order_case" (
  "order_id" TEXT NOT NULL,
  "customer_id" TEXT,
  "lifecycle" JSONB NOT NULL,
  "request" JSONB,
  "packed" JSONB NOT NULL DEFAULT '{}',
  "version" INTEGER NOT NULL DEFAULT 0,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "order_case_pkey" PRIMARY KEY ("order_id")
);
CREATE INDEX "order_case_customer_id_idx" ON "order_case" ("customer_id");

CREATE TABLE "shipment" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "warehouse_id" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "lines" JSONB NOT NULL,
  "weight_grams" INTEGER NOT NULL,
  "choice" JSONB,
  "booking_key" TEXT,
  "carrier_code" TEXT,
  "tracking_number" TEXT,
  "tracking_url" TEXT,
  "label_url" TEXT,
  "estimated_delivery" TIMESTAMPTZ(3),
  "left_at" TIMESTAMPTZ(3),
  "news_at" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "shipment_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "shipment_status_check" CHECK (
    "status" IN ('CREATED', 'READY', 'PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'FAILED', 'RETURNED', 'CANCELED')
  ),
  CONSTRAINT "shipment_weight_grams_check" CHECK ("weight_grams" > 0),
  -- who has a carrier has a number to be followed by
  CONSTRAINT "shipment_carrier_check" CHECK (num_nonnulls("booking_key", "carrier_code", "tracking_number") IN (0, 3)),
  -- nothing leaves that no carrier was given
  CONSTRAINT "shipment_left_with_check" CHECK ("carrier_code" IS NOT NULL OR "status" IN ('CREATED', 'READY', 'CANCELED'))
);
CREATE UNIQUE INDEX "shipment_booking_key_key" ON "shipment" ("booking_key");
CREATE INDEX "shipment_order_id_id_idx" ON "shipment" ("order_id", "id");
CREATE INDEX "shipment_status_id_idx" ON "shipment" ("status", "id");
CREATE INDEX "shipment_carrier_code_id_idx" ON "shipment" ("carrier_code", "id");
CREATE INDEX "shipment_updated_at_idx" ON "shipment" ("updated_at");

CREATE TABLE "booking" (
  "key" TEXT NOT NULL,
  "shipment_id" TEXT NOT NULL,
  "carrier_code" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "price" INTEGER,
  "currency" TEXT,
  "estimated_delivery" TIMESTAMPTZ(3),
  "tracking_number" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "booking_pkey" PRIMARY KEY ("key"),
  CONSTRAINT "booking_status_check" CHECK ("status" IN ('ASKED', 'BOOKED', 'REFUSED', 'LEFT_OPEN', 'CALLED_OFF')),
  CONSTRAINT "booking_tracking_number_check" CHECK ("status" <> 'BOOKED' OR "tracking_number" IS NOT NULL)
);
CREATE UNIQUE INDEX "booking_tracking_number_key" ON "booking" ("tracking_number");
CREATE INDEX "booking_shipment_id_idx" ON "booking" ("shipment_id");
-- a parcel is not put with two carriers at a time
CREATE UNIQUE INDEX "booking_one_asked" ON "booking" ("shipment_id") WHERE "status" = 'ASKED';
CREATE UNIQUE INDEX "booking_one_booked" ON "booking" ("shipment_id") WHERE "status" = 'BOOKED';

CREATE TABLE "tracking_event" (
  "id" TEXT NOT NULL,
  "shipment_id" TEXT NOT NULL,
  "booking_key" TEXT NOT NULL,
  "carrier_event_id" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "location" TEXT,
  "message" TEXT NOT NULL,
  "occurred_at" TIMESTAMPTZ(3) NOT NULL,
  "obeyed" BOOLEAN NOT NULL,
  "received_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "tracking_event_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "tracking_event_booking_key_carrier_event_id_key" ON "tracking_event" ("booking_key", "carrier_event_id");
CREATE INDEX "tracking_event_shipment_id_occurred_at_idx" ON "tracking_event" ("shipment_id", "occurred_at");

CREATE TABLE "carrier" (
  "id" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "enabled" BOOLEAN NOT NULL DEFAULT true,
  CONSTRAINT "carrier_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "carrier_code_key" ON "carrier" ("code");

ALTER TABLE "shipment" ADD CONSTRAINT "shipment_order_id_fkey"
  FOREIGN KEY ("order_id") REFERENCES "order_case" ("order_id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "booking" ADD CONSTRAINT "booking_shipment_id_fkey"
  FOREIGN KEY ("shipment_id") REFERENCES "shipment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "tracking_event" ADD CONSTRAINT "tracking_event_booking_key_fkey"
  FOREIGN KEY ("booking_key") REFERENCES "booking" ("key") ON DELETE RESTRICT ON UPDATE CASCADE;
