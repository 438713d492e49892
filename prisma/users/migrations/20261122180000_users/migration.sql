CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "first_name" TEXT,
    "last_name" TEXT,
    "roles" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "saved_address" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "is_default" BOOLEAN NOT NULL,
    "address" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "saved_address_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "saved_address_user_id_id_idx" ON "saved_address"("user_id", "id");

-- at most one default a user; Prisma has no words for a partial index
CREATE UNIQUE INDEX "saved_address_one_default" ON "saved_address"("user_id") WHERE "is_default";

ALTER TABLE "saved_address" ADD CONSTRAINT "saved_address_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
