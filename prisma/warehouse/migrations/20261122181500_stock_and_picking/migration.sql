CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE "warehouse" (
  "id" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  CONSTRAINT "warehouse_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "warehouse_code_key" ON "warehouse" ("code");

CREATE TABLE "aisle" (
  "id" TEXT NOT NULL,
  "warehouse_id" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  CONSTRAINT "aisle_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "aisle_warehouse_id_code_key" ON "aisle" ("warehouse_id", "code");

CREATE TABLE "shelf" (
  "id" TEXT NOT NULL,
  "aisle_id" TEXT NOT NULL,
  "warehouse_id" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "label" TEXT NOT NULL,
  "for_returns" BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT "shelf_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "shelf_label_key" ON "shelf" ("label");
CREATE UNIQUE INDEX "shelf_aisle_id_code_key" ON "shelf" ("aisle_id", "code");
CREATE INDEX "shelf_warehouse_id_idx" ON "shelf" ("warehouse_id");
-- what comes back goes to one shelf a warehouse
CREATE UNIQUE INDEX "shelf_one_for_returns" ON "shelf" ("warehouse_id") WHERE "for_returns";

CREATE TABLE "variant" (
  "id" TEXT NOT NULL,
  "sku" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "barcode" TEXT,
  "weight_grams" INTEGER,
  "sequence" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "variant_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "variant_barcode_idx" ON "variant" ("barcode");
CREATE INDEX "variant_search_idx" ON "variant" USING gin (lower("sku") gin_trgm_ops, lower("name") gin_trgm_ops);

-- room on each page, and no index on what changes: an update of a much wanted level stays on its page
CREATE TABLE "stock_level" (
  "id" TEXT NOT NULL,
  "variant_id" TEXT NOT NULL,
  "shelf_id" TEXT NOT NULL,
  "on_hand" INTEGER NOT NULL DEFAULT 0,
  "allocated" INTEGER NOT NULL DEFAULT 0,
  "version" INTEGER NOT NULL DEFAULT 1,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "stock_level_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "stock_level_never_oversold" CHECK (0 <= "allocated" AND "allocated" <= "on_hand")
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX "stock_level_variant_id_shelf_id_key" ON "stock_level" ("variant_id", "shelf_id");
CREATE INDEX "stock_level_shelf_id_idx" ON "stock_level" ("shelf_id");

CREATE TABLE "reorder_point" (
  "warehouse_id" TEXT NOT NULL,
  "variant_id" TEXT NOT NULL,
  "units" INTEGER NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "reorder_point_pkey" PRIMARY KEY ("variant_id", "warehouse_id"),
  CONSTRAINT "reorder_point_units_check" CHECK ("units" >= 0)
);

CREATE TABLE "stock_movement" (
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "variant_id" TEXT NOT NULL,
  "shelf_id" TEXT NOT NULL,
  "warehouse_id" TEXT NOT NULL,
  "quantity" INTEGER NOT NULL,
  "reason" TEXT,
  "reference" TEXT,
  "actor_id" TEXT,
  "occurred_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "stock_movement_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "stock_movement_kind_check" CHECK ("kind" IN ('RECEIVE', 'ADJUST', 'MOVE_OUT', 'MOVE_IN', 'ALLOCATE', 'RELEASE', 'SHIP', 'RETURN')),
  CONSTRAINT "stock_movement_sign_check" CHECK (
    CASE
      WHEN "kind" = 'ADJUST' THEN "quantity" <> 0
      WHEN "kind" IN ('MOVE_OUT', 'RELEASE', 'SHIP') THEN "quantity" < 0
      ELSE "quantity" > 0
    END
  )
);
CREATE INDEX "stock_movement_variant_id_id_idx" ON "stock_movement" ("variant_id", "id");
CREATE INDEX "stock_movement_warehouse_id_id_idx" ON "stock_movement" ("warehouse_id", "id");
CREATE INDEX "stock_movement_reference_id_idx" ON "stock_movement" ("reference", "id");
CREATE INDEX "stock_movement_occurred_at_idx" ON "stock_movement" USING brin ("occurred_at");

CREATE FUNCTION stock_movement_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only: book a movement that corrects it';
END $$;
CREATE TRIGGER stock_movement_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "stock_movement"
  FOR EACH STATEMENT EXECUTE FUNCTION stock_movement_is_append_only();

CREATE TABLE "untold_change" (
  "id" BIGSERIAL NOT NULL,
  "variant_id" TEXT NOT NULL,
  CONSTRAINT "untold_change_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "told_level" (
  "variant_id" TEXT NOT NULL,
  "sequence" INTEGER NOT NULL,
  "available" INTEGER NOT NULL,
  "in_stock" BOOLEAN NOT NULL,
  "low_stock" BOOLEAN NOT NULL,
  "told_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "told_level_pkey" PRIMARY KEY ("variant_id")
);

CREATE TABLE "order_case" (
  "order_id" TEXT NOT NULL,
  "order_number" TEXT,
  "customer_id" TEXT,
  "lifecycle" JSONB NOT NULL,
  "missing" JSONB NOT NULL DEFAULT '[]',
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "order_case_pkey" PRIMARY KEY ("order_id")
);
CREATE INDEX "order_case_customer_id_idx" ON "order_case" ("customer_id");

CREATE TABLE "allocation" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "order_line_id" TEXT NOT NULL,
  "variant_id" TEXT NOT NULL,
  "shelf_id" TEXT NOT NULL,
  "warehouse_id" TEXT NOT NULL,
  "quantity" INTEGER NOT NULL,
  "status" TEXT NOT NULL,
  "sku" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "weight_grams" INTEGER NOT NULL,
  "pick_task_id" TEXT,
  "picked" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "allocation_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "allocation_status_check" CHECK ("status" IN ('HELD', 'RELEASED', 'SHIPPED')),
  CONSTRAINT "allocation_picked_check" CHECK (0 <= "picked" AND "picked" <= "quantity" AND "quantity" > 0)
);
CREATE UNIQUE INDEX "allocation_order_line_id_shelf_id_key" ON "allocation" ("order_line_id", "shelf_id");
CREATE INDEX "allocation_order_id_idx" ON "allocation" ("order_id");
CREATE INDEX "allocation_pick_task_id_idx" ON "allocation" ("pick_task_id");

CREATE TABLE "pick_task" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "order_number" TEXT NOT NULL,
  "warehouse_id" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "picker_id" TEXT,
  "weight_grams" INTEGER,
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "pick_task_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "pick_task_status_check" CHECK ("status" IN ('OPEN', 'PICKING', 'PICKED', 'PACKED', 'CANCELED')),
  CONSTRAINT "pick_task_weight_grams_check" CHECK ("weight_grams" > 0)
);
CREATE INDEX "pick_task_order_id_idx" ON "pick_task" ("order_id");
CREATE INDEX "pick_task_warehouse_id_status_id_idx" ON "pick_task" ("warehouse_id", "status", "id");
CREATE INDEX "pick_task_updated_at_idx" ON "pick_task" ("updated_at");

CREATE TABLE "idempotency_key" (
  "operation" TEXT NOT NULL,
  "scope" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "hash" TEXT NOT NULL,
  "level_ids" TEXT[],
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("operation", "scope", "key")
);

ALTER TABLE "aisle" ADD CONSTRAINT "aisle_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "shelf" ADD CONSTRAINT "shelf_aisle_id_fkey" FOREIGN KEY ("aisle_id") REFERENCES "aisle" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "stock_level" ADD CONSTRAINT "stock_level_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variant" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "stock_level" ADD CONSTRAINT "stock_level_shelf_id_fkey" FOREIGN KEY ("shelf_id") REFERENCES "shelf" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order_case" ("order_id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "pick_task" ADD CONSTRAINT "pick_task_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order_case" ("order_id") ON DELETE RESTRICT ON UPDATE CASCADE;
