-- Words with typing errors are compared by their trigrams.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TYPE "product_status" AS ENUM ('DRAFT', 'ACTIVE', 'ARCHIVED');

CREATE TYPE "tax_class" AS ENUM ('STANDARD', 'REDUCED', 'ZERO');

CREATE TABLE "category" (
  "id" TEXT NOT NULL,
  "slug" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "description" TEXT,
  "image" JSONB,
  "seo_title" TEXT,
  "seo_description" TEXT,
  "parent_id" TEXT,
  "path" TEXT[] NOT NULL,
  "tax_class" "tax_class",

  CONSTRAINT "category_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "product" (
  "id" TEXT NOT NULL,
  "slug" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "description" TEXT NOT NULL,
  "description_html" TEXT NOT NULL,
  "brand" TEXT,
  "status" "product_status" NOT NULL,
  "images" JSONB NOT NULL,
  "options" JSONB NOT NULL,
  "attributes" JSONB NOT NULL,
  "seo_title" TEXT,
  "seo_description" TEXT,
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "sort_name" TEXT NOT NULL,
  "name_words" TEXT NOT NULL,
  "label_words" TEXT NOT NULL,
  "text_words" TEXT NOT NULL,
  "search" tsvector,
  "facets" TEXT[] NOT NULL,
  "category_ids" TEXT[] NOT NULL,
  "tax_class" "tax_class" NOT NULL DEFAULT 'STANDARD',
  "in_stock" BOOLEAN NOT NULL DEFAULT false,
  "prices_settled_at" TIMESTAMPTZ(3) NOT NULL DEFAULT to_timestamp((0)::double precision),

  CONSTRAINT "product_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "product_category" (
  "product_id" TEXT NOT NULL,
  "category_id" TEXT NOT NULL,
  "position" INTEGER NOT NULL,

  CONSTRAINT "product_category_pkey" PRIMARY KEY ("product_id","category_id")
);

CREATE TABLE "former_slug" (
  "slug" TEXT NOT NULL,
  "product_id" TEXT NOT NULL,

  CONSTRAINT "former_slug_pkey" PRIMARY KEY ("slug")
);

CREATE TABLE "variant" (
  "id" TEXT NOT NULL,
  "product_id" TEXT NOT NULL,
  "sku" TEXT NOT NULL,
  "barcode" TEXT,
  "name" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "selected_options" JSONB NOT NULL,
  "image" JSONB,
  "weight_grams" INTEGER NOT NULL,
  "removed" BOOLEAN NOT NULL DEFAULT false,
  "sequence" INTEGER NOT NULL DEFAULT 0,
  "in_stock" BOOLEAN NOT NULL DEFAULT false,
  "stock_sequence" BIGINT NOT NULL DEFAULT 0,

  CONSTRAINT "variant_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "price" (
  "id" TEXT NOT NULL,
  "variant_id" TEXT NOT NULL,
  "currency" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "compare_at" INTEGER,
  "valid_from" TIMESTAMPTZ(3) NOT NULL,
  "valid_until" TIMESTAMPTZ(3),

  CONSTRAINT "price_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "price_span" (
  "product_id" TEXT NOT NULL,
  "currency" TEXT NOT NULL,
  "least" INTEGER NOT NULL,
  "most" INTEGER NOT NULL,
  "amounts" INTEGER[] NOT NULL,

  CONSTRAINT "price_span_pkey" PRIMARY KEY ("product_id","currency")
);

CREATE TABLE "search_word" (
  "word" TEXT NOT NULL,

  CONSTRAINT "search_word_pkey" PRIMARY KEY ("word")
);
CREATE UNIQUE INDEX "category_slug_key" ON "category"("slug");
CREATE INDEX "category_parent_id_idx" ON "category"("parent_id");
CREATE INDEX "category_path_idx" ON "category" USING GIN ("path");
CREATE UNIQUE INDEX "product_slug_key" ON "product"("slug");
CREATE INDEX "product_status_id_idx" ON "product"("status", "id");
CREATE INDEX "product_status_sort_name_id_idx" ON "product"("status", "sort_name", "id");
CREATE INDEX "product_search_idx" ON "product" USING GIN ("search");
CREATE INDEX "product_facets_idx" ON "product" USING GIN ("facets");
CREATE INDEX "product_category_ids_idx" ON "product" USING GIN ("category_ids");
CREATE INDEX "product_category_category_id_idx" ON "product_category"("category_id");
CREATE INDEX "former_slug_product_id_idx" ON "former_slug"("product_id");
CREATE INDEX "variant_product_id_position_idx" ON "variant"("product_id", "position");
CREATE INDEX "variant_sku_idx" ON "variant"("sku");
CREATE INDEX "variant_barcode_idx" ON "variant"("barcode");
CREATE INDEX "price_variant_id_currency_valid_from_id_idx" ON "price"("variant_id", "currency", "valid_from" DESC, "id" DESC);
CREATE INDEX "price_span_currency_least_product_id_idx" ON "price_span"("currency", "least", "product_id");
CREATE INDEX "search_word_word_idx" ON "search_word" USING GIST ("word" gist_trgm_ops);
ALTER TABLE "category" ADD CONSTRAINT "category_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "product_category" ADD CONSTRAINT "product_category_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "product_category" ADD CONSTRAINT "product_category_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "former_slug" ADD CONSTRAINT "former_slug_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "variant" ADD CONSTRAINT "variant_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "price" ADD CONSTRAINT "price_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "price_span" ADD CONSTRAINT "price_span_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What cannot be said in schema.prisma.
ALTER TABLE "category" ADD CONSTRAINT "category_path_check" CHECK ("path"[cardinality("path")] = "id" AND cardinality("path") <= 8);
ALTER TABLE "variant" ADD CONSTRAINT "variant_weight_grams_check" CHECK ("weight_grams" >= 0);
ALTER TABLE "price" ADD CONSTRAINT "price_amount_check" CHECK ("amount" >= 0 AND "compare_at" > "amount");
ALTER TABLE "price" ADD CONSTRAINT "price_validity_check" CHECK ("valid_until" > "valid_from");
ALTER TABLE "price" ADD CONSTRAINT "price_currency_check" CHECK ("currency" ~ '^[A-Z]{3}$');

-- A SKU names one variant; one that was taken out gives it up.
CREATE UNIQUE INDEX "variant_sku_sold" ON "variant" ("sku") WHERE NOT "removed";

-- Names count more than labels, labels more than descriptions; each word as it stands and by its English stem.
CREATE FUNCTION "product_search"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."search" :=
    setweight(to_tsvector('simple', NEW."name_words") || to_tsvector('english', NEW."name_words"), 'A') ||
    setweight(to_tsvector('simple', NEW."label_words") || to_tsvector('english', NEW."label_words"), 'B') ||
    setweight(to_tsvector('simple', NEW."text_words") || to_tsvector('english', NEW."text_words"), 'D');
  RETURN NEW;
END
$$;

CREATE TRIGGER "product_search"
  BEFORE INSERT OR UPDATE OF "name_words", "label_words", "text_words" ON "product"
  FOR EACH ROW EXECUTE FUNCTION "product_search"();
