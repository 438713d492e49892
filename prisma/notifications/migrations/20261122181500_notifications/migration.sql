CREATE TABLE "notification" (
    "id" TEXT NOT NULL,
    "user_id" TEXT,
    "order_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "occasion" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "in_inbox" BOOLEAN NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "email_status" TEXT NOT NULL,
    "email_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "notification_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "notification_email_status_known" CHECK ("email_status" IN ('NONE', 'QUEUED', 'SENT', 'FAILED')),
    CONSTRAINT "notification_guests_have_no_inbox" CHECK ("user_id" IS NOT NULL OR NOT "in_inbox")
);

CREATE TABLE "told_order" (
    "order_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    CONSTRAINT "told_order_pkey" PRIMARY KEY ("order_id")
);

CREATE TABLE "preferences" (
    "user_id" TEXT NOT NULL,
    "email" BOOLEAN NOT NULL,
    "inbox" BOOLEAN NOT NULL,
    CONSTRAINT "preferences_pkey" PRIMARY KEY ("user_id")
);

CREATE UNIQUE INDEX "notification_order_id_kind_occasion_key" ON "notification"("order_id", "kind", "occasion");
CREATE INDEX "notification_user_id_id_idx" ON "notification"("user_id", "id");

-- the badge is asked for on every page, and what is queued before every mail; Prisma has no words for a partial index
CREATE INDEX "notification_unread" ON "notification"("user_id") WHERE "in_inbox" AND "read_at" IS NULL;
CREATE INDEX "notification_queued" ON "notification"("order_id", "sequence") WHERE "email_status" = 'QUEUED';
