CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- when the shop changed or looked up an account's roles: a token that was made before says nothing new about them
ALTER TABLE "user" ADD COLUMN "roles_known_at" TIMESTAMPTZ(3);

CREATE INDEX "user_created_at_id_idx" ON "user"("created_at" DESC, "id" DESC);

CREATE INDEX "user_search_idx" ON "user" USING gin (lower("email" || ' ' || coalesce("first_name", '') || ' ' || coalesce("last_name", '')) gin_trgm_ops);
