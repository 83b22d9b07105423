-- The journal can only grow, whoever asks: the run-time role lacks the right besides, but a server where roles cannot
-- be made, or the owner by mistake, meets these.
CREATE FUNCTION "passerelle"."journal_refuses"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'the journal is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
		USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER "event_append_only" BEFORE UPDATE OR DELETE ON "passerelle"."event"
	FOR EACH ROW EXECUTE FUNCTION "passerelle"."journal_refuses"();
--> statement-breakpoint
CREATE TRIGGER "event_no_truncate" BEFORE TRUNCATE ON "passerelle"."event"
	FOR EACH STATEMENT EXECUTE FUNCTION "passerelle"."journal_refuses"();
--> statement-breakpoint
CREATE TRIGGER "anchor_append_only" BEFORE UPDATE OR DELETE ON "passerelle"."anchor"
	FOR EACH ROW EXECUTE FUNCTION "passerelle"."journal_refuses"();
--> statement-breakpoint
CREATE TRIGGER "anchor_no_truncate" BEFORE TRUNCATE ON "passerelle"."anchor"
	FOR EACH STATEMENT EXECUTE FUNCTION "passerelle"."journal_refuses"();
--> statement-breakpoint
-- Artifacts are compressed before they come here: PostgreSQL must not try again.
ALTER TABLE "passerelle"."artifact" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
