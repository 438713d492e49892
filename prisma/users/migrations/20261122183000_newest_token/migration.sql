-- when the token ends that a profile was last brought up to date by: an older one takes nothing back
ALTER TABLE "user" ADD COLUMN "token_until" TIMESTAMPTZ(3);
