-- Applied to every subgraph's database, beside the subgraph's own tables.
CREATE SCHEMA IF NOT EXISTS "messaging";

-- Drawn at the insert, and so under the aggregate's lock: ids follow the order of a subject's events.
CREATE TABLE "messaging"."outbox" (
    "id" BIGSERIAL NOT NULL,
    "topic" TEXT NOT NULL,
    "event" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "outbox_unpublished" ON "messaging"."outbox"("id") WHERE "published_at" IS NULL;

-- What the bus was when events were last handed to it: another memory means that it lost them.
CREATE TABLE "messaging"."bus_memory" (
    "topic" TEXT NOT NULL,
    "memory" TEXT NOT NULL,

    CONSTRAINT "bus_memory_pkey" PRIMARY KEY ("topic")
);

CREATE TABLE "messaging"."inbox" (
    "event_id" TEXT NOT NULL,
    "handled_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("event_id")
);

CREATE INDEX "inbox_handled_at_idx" ON "messaging"."inbox" USING BRIN ("handled_at") WITH (autosummarize = on, pages_per_range = 32);

CREATE TABLE "messaging"."task" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "payload" JSONB,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "faults" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "lease" TEXT,
    "leased_until" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "correlation_id" TEXT,
    "causation_id" TEXT,
    "traceparent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "task_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "task_lease_check" CHECK (("lease" IS NULL) = ("leased_until" IS NULL))
);

CREATE UNIQUE INDEX "task_kind_key_key" ON "messaging"."task"("kind", "key");
CREATE INDEX "task_key_idx" ON "messaging"."task"("key");
CREATE INDEX "task_due_at_idx" ON "messaging"."task"("due_at");

CREATE TABLE "messaging"."dead_letter" (
    "id" BIGSERIAL NOT NULL,
    "what" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "body" JSON NOT NULL,
    "reason" TEXT NOT NULL,
    "error" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,
    "parked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "dead_letter_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "dead_letter_what_check" CHECK ("what" IN ('event', 'task'))
);

CREATE UNIQUE INDEX "dead_letter_what_origin_key" ON "messaging"."dead_letter"("what", "origin");
