package dev.weft.kit;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Thrown to refuse a request: rolls back its transaction and becomes a problem (RFC 9457) for the
 * caller. The code is for programs, the detail for people; the pointer (RFC 6901) names the part of
 * the body that is to blame.
 */
public final class Refusal extends RuntimeException {

  private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,64}");

  private final int status;
  private final String code;
  private final @Nullable String pointer;

  private Refusal(int status, String code, @Nullable String pointer, String detail) {
    super(detail, null, false, false);
    if (status < 400 || status > 499) {
      throw new IllegalArgumentException("a refusal has a status of 400 to 499, not " + status);
    }
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException("a code is " + CODE + ", not: " + code);
    }
    this.status = status;
    this.code = code;
    this.pointer = pointer;
  }

  /** Any other refusal, status 400 to 499. */
  public static Refusal of(int status, String code, @Nullable String pointer, String detail) {
    return new Refusal(status, code, pointer, detail);
  }

  public static Refusal badRequest(String code, String detail) {
    return new Refusal(400, code, null, detail);
  }

  public static Refusal badRequest(String code, String pointer, String detail) {
    return new Refusal(400, code, pointer, detail);
  }

  public static Refusal notFound(String detail) {
    return new Refusal(404, "not-found", null, detail);
  }

  public static Refusal conflict(String code, String detail) {
    return new Refusal(409, code, null, detail);
  }

  public static Refusal unprocessable(String code, String detail) {
    return new Refusal(422, code, null, detail);
  }

  public static Refusal unprocessable(String code, String pointer, String detail) {
    return new Refusal(422, code, pointer, detail);
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public @Nullable String pointer() {
    return pointer;
  }

  /** Words for people; told to the caller. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
