package dev.weft.gateway.json;

/** What may come next in a value. */
enum Expected {
  VALUE,
  VALUE_OR_END,
  KEY,
  KEY_OR_END,
  COLON,
  COMMA_OR_END,
  /** The value is complete. */
  NOTHING,
  /** Its string goes on. */
  TEXT,
  /** Its {@code true}, {@code false} or {@code null} goes on. */
  LITERAL,
  /** Its number goes on. */
  NUMBER
}
