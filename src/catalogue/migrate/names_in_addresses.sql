-- What addresses end in: made of the serial, whose millions are the letter of the desk that gave it.
ALTER TABLE claim ADD COLUMN name      TEXT GENERATED ALWAYS AS ('c' || (serial % 1000000)
    || substr('abcdefghjkmnpqrstuvwxyz', ((serial / 1000000 - 1) / 23 - 1) / 23, 1)
    || substr('abcdefghjkmnpqrstuvwxyz', ((serial / 1000000 - 1) / 23 - 1) % 23 + 1, 1)
    || substr('abcdefghjkmnpqrstuvwxyz', (serial / 1000000 - 1) % 23 + 1, 1)) VIRTUAL;
ALTER TABLE reference ADD COLUMN name         TEXT GENERATED ALWAYS AS ('r' || (serial % 1000000)
    || substr('abcdefghjkmnpqrstuvwxyz', ((serial / 1000000 - 1) / 23 - 1) / 23, 1)
    || substr('abcdefghjkmnpqrstuvwxyz', ((serial / 1000000 - 1) / 23 - 1) % 23 + 1, 1)
    || substr('abcdefghjkmnpqrstuvwxyz', (serial / 1000000 - 1) % 23 + 1, 1)) VIRTUAL;
