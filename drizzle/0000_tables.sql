CREATE SCHEMA IF NOT EXISTS "passerelle";
--> statement-breakpoint
CREATE TABLE "passerelle"."anchor" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"documents" bigint NOT NULL,
	"root" "bytea" NOT NULL,
	"leaves" "bytea" NOT NULL,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passerelle"."artifact" (
	"sha256" "bytea" PRIMARY KEY NOT NULL,
	"media_type" text NOT NULL,
	"size" bigint NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passerelle"."binding" (
	"connection" text NOT NULL,
	"kind" text NOT NULL,
	"theirs" text NOT NULL,
	"ours" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "binding_connection_kind_theirs_pk" PRIMARY KEY("connection","kind","theirs")
);
--> statement-breakpoint
CREATE TABLE "passerelle"."config_revision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"managed_by" text NOT NULL,
	"sha" text NOT NULL,
	"content" jsonb NOT NULL,
	"problem" text,
	"current" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passerelle"."credential" (
	"connection" text NOT NULL,
	"name" text NOT NULL,
	"generation" integer NOT NULL,
	"ciphertext" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "credential_connection_name_generation_pk" PRIMARY KEY("connection","name","generation")
);
--> statement-breakpoint
CREATE TABLE "passerelle"."cursor" (
	"connection" text NOT NULL,
	"feed" text NOT NULL,
	"value" text NOT NULL,
	"moved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cursor_connection_feed_pk" PRIMARY KEY("connection","feed")
);
--> statement-breakpoint
CREATE TABLE "passerelle"."document" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"company" text,
	"connection" text NOT NULL,
	"direction" text NOT NULL,
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"stage" text NOT NULL,
	"halt" text,
	"head" integer NOT NULL,
	"head_hash" "bytea" NOT NULL,
	"due_at" timestamp (3) with time zone,
	"attempts" integer NOT NULL,
	"stage_since" timestamp (3) with time zone NOT NULL,
	"about" uuid,
	"erp_model" text,
	"erp_id" text,
	"fingerprint" text,
	"channel_ref" text,
	"number" text,
	"issue_date" text,
	"counterparty" text,
	"currency" text,
	"payable" numeric,
	"scope" text,
	"reason" text,
	"status" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passerelle"."document_artifact" (
	"document" uuid NOT NULL,
	"version" integer NOT NULL,
	"role" text NOT NULL,
	"sha256" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "document_artifact_document_version_role_sha256_pk" PRIMARY KEY("document","version","role","sha256")
);
--> statement-breakpoint
CREATE TABLE "passerelle"."document_version" (
	"document" uuid NOT NULL,
	"version" integer NOT NULL,
	"record" text,
	"enrichment" text,
	"invoice" text,
	"derivations" text,
	"output" text,
	"config" text,
	"release" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "document_version_document_version_pk" PRIMARY KEY("document","version")
);
--> statement-breakpoint
CREATE TABLE "passerelle"."effect" (
	"id" uuid PRIMARY KEY NOT NULL,
	"connection" text NOT NULL,
	"operation" text NOT NULL,
	"key" text NOT NULL,
	"document" uuid NOT NULL,
	"content_hash" text NOT NULL,
	"state" text NOT NULL,
	"owner" text NOT NULL,
	"lease_until" timestamp (3) with time zone NOT NULL,
	"attempts" integer NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"empty_finds" integer NOT NULL,
	"outcome" text,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passerelle"."event" (
	"document" uuid NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"type" text NOT NULL,
	"actor" text NOT NULL,
	"data" jsonb NOT NULL,
	"body" "bytea" NOT NULL,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "event_document_seq_pk" PRIMARY KEY("document","seq")
);
--> statement-breakpoint
CREATE TABLE "passerelle"."fact" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passerelle"."finding" (
	"document" uuid NOT NULL,
	"version" integer NOT NULL,
	"position" integer NOT NULL,
	"rule" text NOT NULL,
	"severity" text NOT NULL,
	"at" jsonb NOT NULL,
	"file" text,
	"erp" jsonb,
	"values" jsonb NOT NULL,
	CONSTRAINT "finding_document_version_position_pk" PRIMARY KEY("document","version","position")
);
--> statement-breakpoint
CREATE TABLE "passerelle"."hint" (
	"connection" text NOT NULL,
	"feed" text NOT NULL,
	"ref" text NOT NULL,
	"posted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "hint_connection_feed_ref_pk" PRIMARY KEY("connection","feed","ref")
);
--> statement-breakpoint
CREATE TABLE "passerelle"."inbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"dedupe" text NOT NULL,
	"body" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"why" text,
	"settled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "passerelle"."lane" (
	"connection" text PRIMARY KEY NOT NULL,
	"paused_until" timestamp (3) with time zone,
	"reason" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passerelle"."source" (
	"connection" text NOT NULL,
	"feed" text NOT NULL,
	"ref" text NOT NULL,
	"fingerprint" text NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "source_connection_feed_ref_pk" PRIMARY KEY("connection","feed","ref")
);
--> statement-breakpoint
ALTER TABLE "passerelle"."document_artifact" ADD CONSTRAINT "document_artifact_document_document_id_fk" FOREIGN KEY ("document") REFERENCES "passerelle"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passerelle"."document_version" ADD CONSTRAINT "document_version_document_document_id_fk" FOREIGN KEY ("document") REFERENCES "passerelle"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passerelle"."event" ADD CONSTRAINT "event_document_document_id_fk" FOREIGN KEY ("document") REFERENCES "passerelle"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passerelle"."finding" ADD CONSTRAINT "finding_document_document_id_fk" FOREIGN KEY ("document") REFERENCES "passerelle"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "artifact_created" ON "passerelle"."artifact" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "config_revision_current" ON "passerelle"."config_revision" USING btree ("kind","name") WHERE "passerelle"."config_revision"."current";--> statement-breakpoint
CREATE INDEX "config_revision_name" ON "passerelle"."config_revision" USING btree ("kind","name","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "document_key" ON "passerelle"."document" USING btree ("key");--> statement-breakpoint
CREATE INDEX "document_erp" ON "passerelle"."document" USING btree ("connection","erp_model","erp_id");--> statement-breakpoint
CREATE INDEX "document_channel" ON "passerelle"."document" USING btree ("channel_ref") WHERE "passerelle"."document"."channel_ref" is not null;--> statement-breakpoint
CREATE INDEX "document_number" ON "passerelle"."document" USING btree ("company","number");--> statement-breakpoint
CREATE INDEX "document_about" ON "passerelle"."document" USING btree ("about") WHERE "passerelle"."document"."about" is not null;--> statement-breakpoint
CREATE INDEX "document_due" ON "passerelle"."document" USING btree ("due_at") WHERE "passerelle"."document"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "document_company" ON "passerelle"."document" USING btree ("company","id");--> statement-breakpoint
CREATE INDEX "document_stage" ON "passerelle"."document" USING btree ("stage","halt","id");--> statement-breakpoint
CREATE INDEX "document_halt" ON "passerelle"."document" USING btree ("halt","id") WHERE "passerelle"."document"."halt" is not null;--> statement-breakpoint
CREATE INDEX "document_status" ON "passerelle"."document" USING btree ("status","id") WHERE "passerelle"."document"."status" is not null;--> statement-breakpoint
CREATE INDEX "document_issued" ON "passerelle"."document" USING btree ("issue_date","id");--> statement-breakpoint
CREATE INDEX "document_artifact_sha" ON "passerelle"."document_artifact" USING btree ("sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "effect_key" ON "passerelle"."effect" USING btree ("connection","operation","key");--> statement-breakpoint
CREATE INDEX "effect_document" ON "passerelle"."effect" USING btree ("document");--> statement-breakpoint
CREATE INDEX "finding_rule" ON "passerelle"."finding" USING btree ("rule");--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_dedupe" ON "passerelle"."inbox" USING btree ("source","dedupe");--> statement-breakpoint
CREATE INDEX "inbox_pending" ON "passerelle"."inbox" USING btree ("next_at") WHERE "passerelle"."inbox"."settled_at" is null;--> statement-breakpoint
CREATE INDEX "inbox_settled" ON "passerelle"."inbox" USING btree ("settled_at") WHERE "passerelle"."inbox"."settled_at" is not null;