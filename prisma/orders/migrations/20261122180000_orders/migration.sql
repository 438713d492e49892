CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE SEQUENCE order_number START 100001;

CREATE TABLE "order" (
    "id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "cart_id" TEXT NOT NULL,
    "customer_id" TEXT,
    "email" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "payment_status" TEXT NOT NULL,
    "fulfillment_status" TEXT NOT NULL,
    "needs_attention" BOOLEAN NOT NULL DEFAULT false,
    "lifecycle" JSONB NOT NULL,
    "version" INTEGER NOT NULL,
    "subtotal" BIGINT NOT NULL,
    "discount" BIGINT NOT NULL,
    "shipping" BIGINT NOT NULL,
    "tax" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "tax_included" BOOLEAN NOT NULL,
    "tax_lines" JSONB NOT NULL,
    "discounts" JSONB NOT NULL,
    "shipping_address" JSONB NOT NULL,
    "billing_address" JSONB NOT NULL,
    "shipping_rate" JSONB NOT NULL,
    "payment_method" JSONB NOT NULL,
    "search_text" TEXT NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "order_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "order_version_positive" CHECK ("version" > 0),
    CONSTRAINT "order_total_adds_up" CHECK ("total" = "subtotal" - "discount" + "shipping" + CASE WHEN "tax_included" THEN 0 ELSE "tax" END)
);

CREATE TABLE "order_line" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "variant_id" TEXT NOT NULL,
    "sku" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "weight_grams" INTEGER NOT NULL,
    "unit_price" BIGINT NOT NULL,
    "discount" BIGINT NOT NULL,
    "tax" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    CONSTRAINT "order_line_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "order_line_quantity_positive" CHECK ("quantity" > 0)
);

CREATE TABLE "history_entry" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "actor_id" TEXT,
    "causation_id" TEXT,
    "trace_id" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "history_entry_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "idempotency_key" (
    "operation" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("operation", "scope", "key")
);

CREATE UNIQUE INDEX "order_number_key" ON "order"("number");
CREATE UNIQUE INDEX "order_cart_id_key" ON "order"("cart_id");
CREATE INDEX "order_customer_id_id_idx" ON "order"("customer_id", "id");
CREATE INDEX "order_status_id_idx" ON "order"("status", "id");
CREATE INDEX "order_updated_at_idx" ON "order"("updated_at");
CREATE INDEX "order_search_text_idx" ON "order" USING gin ("search_text" gin_trgm_ops);
CREATE UNIQUE INDEX "order_line_order_id_position_key" ON "order_line"("order_id", "position");
CREATE INDEX "history_entry_order_id_id_idx" ON "history_entry"("order_id", "id");

ALTER TABLE "order_line" ADD CONSTRAINT "order_line_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "history_entry" ADD CONSTRAINT "history_entry_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
